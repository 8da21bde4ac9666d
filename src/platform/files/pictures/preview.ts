import { log } from "../../logger"
import { HEAD_BYTES } from "../content-type"
import { files } from "../storage"
import type { StoredBlob } from "../table"
import { isAnimated, type Size } from "./measure"
import { MAX_JPEG_PIXELS, MAX_PIXELS, serialize } from "./pictures"
import { canDemux, firstPage, hasTool, stillOf, thumbnailOf } from "./tools"

/** In pixels. Shown at half of it, so that it is sharp on high-density screens. */
const MAX_PREVIEW: Size = { width: 1200, height: 800 }

/** Pictures are decoded from memory. */
const MAX_BYTES = 64 * 1024 * 1024

/** An A4 page in portrait, in pixels: the assumed size of a PDF until it is analyzed. */
const A4_PAGE: Size = { width: 1240, height: 1754 }

/** The formats that Bun decodes on all platforms. */
const DECODABLE = new Set(["image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp"])

/** The formats that libvips decodes. */
const VIPS_FORMATS = new Set(["image/heic", "image/heif", "image/avif", "image/tiff"])

export type Analysis =
  /** The page shows the preview, or the original when `preview` is null. */
  | { shown: true; size: Size; preview: Uint8Array | null }
  /** The page shows only the name: the file is broken or not supported. */
  | { shown: false }

/** The assumed size of a file that only a job can measure. */
export const expectedSize = (content_type: string) =>
  content_type === "application/pdf" && hasTool("pdftoppm") ? A4_PAGE : null

/** Whether such a file can have a preview. */
export const isPreviewable = (blob: Pick<StoredBlob, "content_type" | "width">) =>
  needsTool(blob) || blob.width !== null

/** Whether the preview needs an external program, which is slow. */
export const needsTool = ({ content_type }: Pick<StoredBlob, "content_type">) =>
  canDemux(content_type) ||
  (content_type === "application/pdf" && hasTool("pdftoppm")) ||
  needsVips(content_type)

const needsVips = (content_type: string) =>
  VIPS_FORMATS.has(content_type) && hasTool("vipsthumbnail")

/** Whether this machine can decode pictures of this format. */
export const decodesPictures = (content_type: string) =>
  DECODABLE.has(content_type) || needsVips(content_type)

/** The size of a picture's preview: fits into 1200×800, never enlarged. */
function previewSize({ width, height }: Size): Size {
  const scale = Math.min(1, MAX_PREVIEW.width / width, MAX_PREVIEW.height / height)
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  }
}

type AnalyzedBlob = Pick<
  StoredBlob,
  "id" | "key" | "content_type" | "byte_size" | "width" | "height"
>

/** Analyzes a file and renders its preview as WebP. The file may be hostile. */
export async function analyzeFile(blob: AnalyzedBlob, signal: AbortSignal): Promise<Analysis> {
  try {
    return await (needsTool(blob) ? analyzeWithTool(blob, signal) : analyzePicture(blob))
  } catch (error) {
    signal.throwIfAborted()
    log.warn(
      { err: error, id: blob.id, content_type: blob.content_type },
      "Could not preview a file",
    )
    return { shown: false }
  }
}

async function analyzeWithTool(
  { key, content_type, width, height }: AnalyzedBlob,
  signal: AbortSignal,
): Promise<Analysis> {
  await using file = await files().borrow(key)
  if (content_type === "application/pdf") return analysisOf(await firstPage(file.path, signal))
  if (!needsVips(content_type)) return analysisOf(await stillOf(file.path, content_type, signal))
  const preview = await thumbnailOf(file.path, MAX_PREVIEW, signal)
  const size = width !== null && height !== null ? { width, height } : await sizeOf(preview)
  return { shown: true, size, preview }
}

async function analyzePicture({
  key,
  content_type,
  byte_size,
  width,
  height,
}: AnalyzedBlob): Promise<Analysis> {
  if (width === null || height === null || byte_size > MAX_BYTES) return { shown: false }
  const size = { width, height }
  if (!DECODABLE.has(content_type)) return { shown: true, size, preview: null }

  const bytes = await (await files().read(key))?.bytes()
  if (!bytes) return { shown: false }
  const animated = isAnimated(bytes.subarray(0, HEAD_BYTES), content_type)
  if (animated && content_type === "image/webp")
    return isCompleteRiff(bytes) ? { shown: true, size, preview: null } : { shown: false }
  // Decoded even when the animated original is shown, to detect a broken file.
  const preview = await renderPreview(bytes, previewSize(size))
  return { shown: true, size, preview: animated ? null : preview }
}

/** Scales down the picture that a tool has rendered. */
async function analysisOf(picture: Uint8Array): Promise<Analysis> {
  const size = await sizeOf(picture)
  return { shown: true, size, preview: await renderPreview(picture, previewSize(size)) }
}

async function sizeOf(picture: Uint8Array): Promise<Size> {
  const { width, height } = await new Bun.Image(picture, { maxPixels: MAX_PIXELS }).metadata()
  return { width, height }
}

// The size was checked when the file was uploaded; JPEG is decoded at a reduced size.
function renderPreview(bytes: Uint8Array, { width, height }: Size) {
  return serialize(() =>
    new Bun.Image(bytes, { maxPixels: MAX_JPEG_PIXELS })
      .resize(width, height, { fit: "fill" })
      .webp({ quality: 82 })
      .bytes(),
  )
}

// Bun can't decode animated WebP, so only the length in the RIFF header is checked.
function isCompleteRiff(bytes: Uint8Array) {
  const { buffer, byteOffset, length } = bytes
  return new DataView(buffer, byteOffset).getUint32(4, true) + 8 <= length
}
