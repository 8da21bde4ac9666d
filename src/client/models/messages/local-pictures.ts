// Longer than a server makes a picture small, if it is at work at all.
const RELEASE_AFTER_MS = 120_000

// Pictures that were sent from here, and that the server's own have not yet replaced.
const localPictures = new Map<string, File>()

/** A picture has arrived on the server: what was shown of it until now has one more use. */
export function keepLocalPicture(clientId: string, file: File) {
  localPictures.set(clientId, file)
  setTimeout(() => releaseLocalPicture(clientId), RELEASE_AFTER_MS)
}

/** Nobody needs the browser's own picture any more. */
export async function releaseLocalPicture(clientId: string) {
  const file = localPictures.get(clientId)
  localPictures.delete(clientId)
  const { releasePreview } = await import("../composer/previews")
  if (file) releasePreview(file)
}

/** Shows the browser's own picture in the place of the server's, until that one has come. */
export async function showLocalPicture(clientId: string, body: HTMLElement) {
  const file = localPictures.get(clientId)
  const picture = body.querySelector<HTMLImageElement>("img.message__attachment")
  if (!file || !picture) return

  const { loadPreview } = await import("../composer/previews")
  const preview = await loadPreview(file)
  if (preview) picture.style.background = `url("${preview.url}") 0 0 / 100% 100%`
  // One that is still being made will be sent again.
  if (picture.ariaBusy === "true") return
  await picture.decode().catch(() => {})
  picture.style.background = ""
  releaseLocalPicture(clientId)
}
