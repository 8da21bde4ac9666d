import { log } from "../../logger"
import { HEAD_BYTES } from "../content-type"
import { files } from "../storage"
import type { StoredBlob } from "../table"
import { isAnimated, type Size } from "./measure"
import { inTurn, MOST_PIXELS } from "./pictures"
import { canTakeApart, firstPage, hasTool, stillOf } from "./tools"

/** In pixels; shown at half of that, so that it is sharp on every screen. */
const MOST: Size = { width: 1200, height: 800 }

/** A picture is decoded from memory. */
const MOST_BYTES = 64 * 1024 * 1024

/** How a sheet of paper usually stands, in pixels, until somebody has looked. */
const SHEET: Size = { width: 1240, height: 1754 }

/** What browsers on Linux, phones and everywhere show; of others a preview has to be made. */
const DECODABLE = new Set(["image/png", "image/jpeg", "image/gif", "image/webp"])

/** What a look into a file has told. */
export type Analysis =
  /** It is seen on a page: as the picture that was made of it, or as it is. */
  | { shown: true; size: Size; preview: Uint8Array | null }
  /** It is broken, or nobody here can look into it: its name has to do. */
  | { shown: false }

/** What a file that can't be measured at once will probably measure. */
export const expectedSize = (content_type: string) =>
  content_type === "application/pdf" && hasTool("pdftoppm") ? SHEET : null

/** Whether there is something to find out about such a file. */
export const isPreviewable = (blob: Pick<StoredBlob, "content_type" | "width">) =>
  needsTool(blob) || blob.width !== null

/** Whether a program of this machine has to look, which takes its time. */
export const needsTool = ({ content_type }: Pick<StoredBlob, "content_type">) =>
  canTakeApart(content_type) || (content_type === "application/pdf" && hasTool("pdftoppm"))

/** The size of a picture's preview: inside of 1200×800, and never larger than it is. */
export function previewSize({ width, height }: Size): Size {
  const scale = Math.min(1, MOST.width / width, MOST.height / height)
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  }
}

type Looked = Pick<StoredBlob, "id" | "key" | "content_type" | "byte_size" | "width" | "height">

/** Looks into a file and makes a small WebP of it, whatever it may hold. */
export async function analyzeFile(blob: Looked, signal: AbortSignal): Promise<Analysis> {
  try {
    return await (needsTool(blob) ? lookWithTool(blob, signal) : look(blob))
  } catch (error) {
    signal.throwIfAborted()
    log.warn({ err: error, id: blob.id, content_type: blob.content_type }, "No preview of a file")
    return { shown: false }
  }
}

async function lookWithTool({ key, content_type }: Looked, signal: AbortSignal) {
  await using file = await files().borrow(key)
  return drawn(
    content_type === "application/pdf"
      ? await firstPage(file.path, signal)
      : await stillOf(file.path, content_type, signal),
  )
}

async function look({ key, content_type, byte_size, width, height }: Looked): Promise<Analysis> {
  if (width === null || height === null || byte_size > MOST_BYTES) return { shown: false }
  const size = { width, height }
  if (!DECODABLE.has(content_type)) return { shown: true, size, preview: null }

  const bytes = await (await files().read(key))?.bytes()
  if (!bytes) return { shown: false }
  const animated = isAnimated(bytes.subarray(0, HEAD_BYTES), content_type)
  if (animated && content_type === "image/webp")
    return isWholeRiff(bytes) ? { shown: true, size, preview: null } : { shown: false }
  // Decoded even where its moving original is shown, for only then is it known to be whole.
  const preview = await small(bytes, previewSize(size))
  return { shown: true, size, preview: animated ? null : preview }
}

/** What a tool has drawn, made small. */
async function drawn(picture: Uint8Array): Promise<Analysis> {
  const { width, height } = await new Bun.Image(picture, { maxPixels: MOST_PIXELS }).metadata()
  const size = { width, height }
  return { shown: true, size, preview: await small(picture, previewSize(size)) }
}

function small(bytes: Uint8Array, { width, height }: Size) {
  return inTurn(() =>
    new Bun.Image(bytes, { maxPixels: MOST_PIXELS })
      .resize(width, height, { fit: "fill" })
      .webp({ quality: 82 })
      .bytes(),
  )
}

// Bun decodes no WebP that moves; that it is all there, its first line tells.
function isWholeRiff(bytes: Uint8Array) {
  const { buffer, byteOffset, length } = bytes
  return new DataView(buffer, byteOffset).getUint32(4, true) + 8 <= length
}
