// Imports nothing, so that the browser can share it.

/** All sounds, by their name in `/play`. */
export const SOUND_NAMES = [
  "56k",
  "ballmer",
  "bell",
  "bezos",
  "bueller",
  "butts",
  "clowntown",
  "cottoneyejoe",
  "crickets",
  "curb",
  "dadgummit",
  "dangerzone",
  "danielsan",
  "deeper",
  "donotwant",
  "drama",
  "flawless",
  "glados",
  "gogogo",
  "greatjob",
  "greyjoy",
  "guarantee",
  "heygirl",
  "honk",
  "horn",
  "horror",
  "inconceivable",
  "letitgo",
  "live",
  "loggins",
  "makeitso",
  "noooo",
  "nyan",
  "ohmy",
  "ohyeah",
  "pushit",
  "rimshot",
  "rollout",
  "rumble",
  "sax",
  "secret",
  "sexyback",
  "story",
  "tada",
  "tmyk",
  "totes",
  "trololo",
  "trombone",
  "unix",
  "vuvuzela",
  "what",
  "whoomp",
  "wups",
  "yay",
  "yeah",
  "yodel",
] as const

export type SoundName = (typeof SOUND_NAMES)[number]

/** The sound that `/play NAME` names. The command must be the whole text; case matters. */
export function soundIn(plain: string): SoundName | null {
  const wish = /^\/play (\w+)\s*$/.exec(plain)?.[1]
  return SOUND_NAMES.find((name) => name === wish) ?? null
}
