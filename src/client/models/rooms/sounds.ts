// A message comes to its sender twice, as the answer and over the cable.
const played = new Set<string>()

/** Plays what `message` brings, the first time that it arrives; whoever wants quiet has it. */
export function playSoundOnce(message: HTMLElement) {
  const sound = message.querySelector<HTMLElement>(".sound")
  const url = sound?.dataset.soundUrlValue
  if (!url || played.has(message.id)) return

  played.add(message.id)
  if (document.body.dataset.sounds !== "off") play(url)
}

/** Browsers refuse as long as nobody has touched the page, and then it stays quiet. */
export function play(url: string) {
  return new Audio(url).play().catch(() => {})
}
