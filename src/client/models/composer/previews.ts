/** A picture as this browser has it, before the server does: pixels of the whole. */
export type Preview = { url: string; width: number; height: number }

// What both browsers and the server draw; anything else will be a row with a name.
const PICTURES = new Set(["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"])

const previews = new WeakMap<File, Promise<Preview | null>>()

/** The picture that a file is, or null when it is none that can be shown. */
export function loadPreview(file: File): Promise<Preview | null> {
  const known = previews.get(file) ?? (PICTURES.has(file.type) ? load(file) : Promise.resolve(null))
  previews.set(file, known)
  return known
}

/** Lets go of what shows a file; it can be asked for anew. */
export async function releasePreview(file: File) {
  const known = previews.get(file)
  previews.delete(file)
  const preview = await known
  if (preview) URL.revokeObjectURL(preview.url)
}

async function load(file: File): Promise<Preview | null> {
  const picture = new Image()
  picture.src = URL.createObjectURL(file)
  try {
    await new Promise((resolve, reject) => {
      picture.onload = resolve
      picture.onerror = reject
    })
    return { url: picture.src, width: picture.naturalWidth, height: picture.naturalHeight }
  } catch {
    URL.revokeObjectURL(picture.src)
    return null
  }
}
