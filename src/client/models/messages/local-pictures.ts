// Longer than the server needs to make a thumbnail.
const RELEASE_AFTER_MS = 120_000

// Sent pictures that the server's thumbnail has not replaced yet, by client id.
const localPictures = new Map<string, File>()

/** Keeps the local preview of a stored picture until the server's thumbnail has loaded. */
export function keepLocalPicture(clientId: string, file: File) {
  localPictures.set(clientId, file)
  setTimeout(() => releaseLocalPicture(clientId), RELEASE_AFTER_MS)
}

/** Releases the local preview. */
export async function releaseLocalPicture(clientId: string) {
  const file = localPictures.get(clientId)
  localPictures.delete(clientId)
  const { releasePreview } = await import("../composer/previews")
  if (file) releasePreview(file)
}

/** Shows the local preview behind the server's thumbnail until that has loaded. */
export async function showLocalPicture(clientId: string, body: HTMLElement) {
  const file = localPictures.get(clientId)
  const picture = body.querySelector<HTMLImageElement>("img.message__attachment")
  if (!file || !picture) return

  const { loadPreview } = await import("../composer/previews")
  const preview = await loadPreview(file)
  if (preview) picture.style.background = `url("${preview.url}") 0 0 / 100% 100%`
  // The server still makes this thumbnail, and will send it in a later stream.
  if (picture.ariaBusy === "true") return
  await picture.decode().catch(() => {})
  picture.style.background = ""
  releaseLocalPicture(clientId)
}
