const STEPS = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 } as const

/** The frequency of a note such as `C4`, `F#3` or `Bb5`. */
export function hz(note: string): number {
  const [, letter = "", accidental = "", octave = ""] = /^([A-G])([#b]?)(\d)$/.exec(note) ?? []
  if (!(letter in STEPS)) throw new Error(`${note} is not a note`)
  const step = STEPS[letter as keyof typeof STEPS] // checked above
  const offset = accidental === "#" ? 1 : accidental === "b" ? -1 : 0
  return 440 * 2 ** ((step + offset - 9) / 12 + Number(octave) - 4)
}

/** A pitch that glides exponentially from one frequency to another. */
export const glide = (from: number, to: number, seconds: number) => (t: number) =>
  from * (to / from) ** Math.min(1, t / seconds)
