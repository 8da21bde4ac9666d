import { ValidationError } from "../../http/errors"
import type { NewBlob } from "../blobs"

/** The most that a picture of somebody or of the team may weigh as it is uploaded. */
export const PICTURE_BYTES = 10 * 1024 * 1024

// A decoded picture takes four bytes for each, so this is at most 200 MB, for a moment.
export const MOST_PIXELS = 50_000_000

/** What phones and screens make of pictures; what else decodes is no picture to Hearth. */
export const PICTURE_TYPES = new Set(
  ["png", "jpeg", "gif", "webp", "tiff", "avif", "heic"].map((format) => `image/${format}`),
)

type Format = "webp" | "png"

/**
 * An uploaded picture made small enough for a square of `size`, never larger, and not cropped.
 * Its content alone says what it is.
 *
 * @param field the input that brought it
 * @throws {ValidationError} when it is too big, or no picture that can be read here
 */
export async function readPicture(
  file: File,
  { size, format, field }: { size: number; format: Format; field: string },
): Promise<NewBlob> {
  if (file.size > PICTURE_BYTES)
    throw new ValidationError("This picture is too big: it may have up to 10 MB.", field)
  const bytes = await inTurn(async () => {
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
      "This is no picture that can be shown: a PNG, JPEG, GIF or WebP can.",
      field,
    )
  return { bytes, filename: `${baseName(file.name)}.${format}`, content_type: `image/${format}` }
}

export function shrink(bytes: Uint8Array, size: number, format: Format) {
  const image = new Bun.Image(bytes, { maxPixels: MOST_PIXELS }).resize(size, size, {
    fit: "inside",
    withoutEnlargement: true,
  })
  return (format === "webp" ? image.webp({ quality: 85 }) : image.png()).bytes()
}

async function isPicture(bytes: Uint8Array) {
  const { format } = await new Bun.Image(bytes, { maxPixels: MOST_PIXELS }).metadata()
  return PICTURE_TYPES.has(`image/${format}`)
}

// One after another: what one takes of memory is bounded, what many at once take is not.
let turn: Promise<unknown> = Promise.resolve()

export function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const mine = turn.then(work)
  turn = mine.catch(() => {})
  return mine
}

const isImageError = (error: unknown) =>
  error instanceof Error && "code" in error && String(error.code).startsWith("ERR_IMAGE_")

function baseName(name: string) {
  return name.replace(/\.[^.]*$/, "").slice(0, 200) || "picture"
}
