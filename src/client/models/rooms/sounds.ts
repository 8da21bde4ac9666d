// Ids of messages whose sound was played: the sender receives each twice, as response and stream.
const played = new Set<string>()

/** Plays the sound of `message` on its first arrival, unless the user has turned sounds off. */
export function playSoundOnce(message: HTMLElement) {
  const sound = message.querySelector<HTMLElement>(".sound")
  const url = sound?.dataset.soundUrlValue
  if (!url || played.has(message.id)) return

  played.add(message.id)
  if (document.body.dataset.sounds !== "off") play(url)
}

/** Browsers reject playback before the first user gesture; that is ignored. */
export function play(url: string) {
  return new Audio(url).play().catch(() => {})
}
