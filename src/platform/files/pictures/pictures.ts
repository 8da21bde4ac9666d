import { ValidationError } from "../../http/errors"
import type { NewBlob } from "../blobs"

/** Maximum size of an uploaded avatar or logo, in bytes. */
export const PICTURE_BYTES = 10 * 1024 * 1024

// Decoding takes four bytes per pixel: at most 200 MB.
export const MAX_PIXELS = 50_000_000

/** For JPEG that is not progressive: it is decoded at a reduced size. Phones take 200 megapixels. */
export const MAX_JPEG_PIXELS = 210_000_000

/** The formats of phones and screenshots. Other formats are rejected even if Bun decodes them. */
export const PICTURE_TYPES = new Set(
  ["png", "jpeg", "gif", "webp", "tiff", "avif", "heic"].map((format) => `image/${format}`),
)

type Format = "webp" | "png"

/**
 * Scales an uploaded picture down to fit a square of `size`, without cropping. The format is
 * detected by content.
 *
 * @param field the name of the form's input
 * @throws {ValidationError} when the file is too big or not a supported picture
 */
export async function readPicture(
  file: File,
  { size, format, field }: { size: number; format: Format; field: string },
): Promise<NewBlob> {
  if (file.size > PICTURE_BYTES)
    throw new ValidationError("This picture is too big. Choose one of up to 10 MB.", field)
  const bytes = await serialize(async () => {
    try {
      const original = await file.bytes()
      return (await isPicture(original)) ? await shrink(original, size, format) : null
    } catch (error) {
      if (isImageError(error)) return null
      throw error
    }
  })
  if (!bytes)
    throw new ValidationError(
      "This file is not a supported picture. Choose a PNG, JPEG, GIF or WebP.",
      field,
    )
  return { bytes, filename: `${baseName(file.name)}.${format}`, content_type: `image/${format}` }
}

export function shrink(bytes: Uint8Array, size: number, format: Format) {
  const image = new Bun.Image(bytes, { maxPixels: MAX_PIXELS }).resize(size, size, {
    fit: "inside",
    withoutEnlargement: true,
  })
  return (format === "webp" ? image.webp({ quality: 85 }) : image.png()).bytes()
}

async function isPicture(bytes: Uint8Array) {
  const { format } = await new Bun.Image(bytes, { maxPixels: MAX_PIXELS }).metadata()
  return PICTURE_TYPES.has(`image/${format}`)
}

// Pictures are decoded one at a time: the memory of one is bounded, that of many is not.
let last: Promise<unknown> = Promise.resolve()

export function serialize<T>(task: () => Promise<T>): Promise<T> {
  const result = last.then(task)
  last = result.catch(() => {})
  return result
}

const isImageError = (error: unknown) =>
  error instanceof Error && "code" in error && String(error.code).startsWith("ERR_IMAGE_")

function baseName(name: string) {
  return name.replace(/\.[^.]*$/, "").slice(0, 200) || "picture"
}
