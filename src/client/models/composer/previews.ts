/** A local preview of a picked image: an object URL, and its size in pixels. */
export type Preview = { url: string; width: number; height: number }

// Types that both browsers and the server can show. Other files get a row with their name.
const IMAGE_TYPES = new Set(["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"])

const previews = new WeakMap<File, Promise<Preview | null>>()

/** Loads the preview of an image file once; null for other files and broken images. */
export function loadPreview(file: File): Promise<Preview | null> {
  const preview =
    previews.get(file) ?? (IMAGE_TYPES.has(file.type) ? load(file) : Promise.resolve(null))
  previews.set(file, preview)
  return preview
}

/** Revokes the object URL of a preview. */
export async function releasePreview(file: File) {
  const loading = previews.get(file)
  previews.delete(file)
  const preview = await loading
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
