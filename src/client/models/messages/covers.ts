// Longer than a server makes a picture small, if it is at work at all.
const AT_MOST = 120_000

// Pictures that were sent from here, and that the server's own have not yet replaced.
const sent = new Map<string, File>()

/** A picture has arrived on the server: what was shown of it until now has one more use. */
export function keepForCover(clientId: string, file: File) {
  sent.set(clientId, file)
  setTimeout(() => uncover(clientId), AT_MOST)
}

/** Nobody needs the browser's own picture any more. */
export async function uncover(clientId: string) {
  const file = sent.get(clientId)
  sent.delete(clientId)
  const { forgetPreview } = await import("../composer/previews")
  if (file) forgetPreview(file)
}

/** Shows the browser's own picture in the place of the server's, until that one has come. */
export async function cover(clientId: string, body: HTMLElement) {
  const file = sent.get(clientId)
  const picture = body.querySelector<HTMLImageElement>("img.message__attachment")
  if (!file || !picture) return

  const { previewOf } = await import("../composer/previews")
  const preview = await previewOf(file)
  if (preview) picture.style.background = `url("${preview.url}") 0 0 / 100% 100%`
  // One that is still being made will be sent again.
  if (picture.ariaBusy === "true") return
  await picture.decode().catch(() => {})
  picture.style.background = ""
  uncover(clientId)
}
