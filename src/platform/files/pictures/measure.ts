import { MAX_JPEG_PIXELS, MAX_PIXELS, PICTURE_TYPES } from "./pictures"

/** In pixels, after the EXIF rotation. */
export type Size = { width: number; height: number }

const BOXED = new Set(["image/avif", "image/heic", "image/heif"])

const MEASURED = new Set([...PICTURE_TYPES, "image/bmp"])

/**
 * Reads a picture's size from its header, without decoding it.
 *
 * @param head the file's beginning
 * @returns null for other files, and for broken or too large pictures
 */
export async function measurePicture(head: Uint8Array, content_type: string): Promise<Size | null> {
  const size = BOXED.has(content_type) ? sizeInBoxes(head) : await decodableSize(head)
  if (!size || size.width < 1 || size.height < 1) return null
  const limit = content_type === "image/jpeg" && !isProgressive(head) ? MAX_JPEG_PIXELS : MAX_PIXELS
  return size.width * size.height > limit ? null : size
}

async function decodableSize(head: Uint8Array): Promise<Size | null> {
  try {
    const { width, height, format } = await new Bun.Image(head, {
      maxPixels: MAX_JPEG_PIXELS,
    }).metadata()
    if (!MEASURED.has(`image/${format}`)) return null
    return { width, height }
  } catch {
    return null
  }
}

/**
 * The size of an AVIF or HEIC picture, which Bun can't read on Linux. It is in the largest `ispe`
 * box: one per tile and one for the whole picture. `irot` rotates it.
 */
function sizeInBoxes(head: Uint8Array): Size | null {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.length)
  let size: Size | null = null
  for (let at = bytes.indexOf("ispe"); at !== -1; at = bytes.indexOf("ispe", at + 4)) {
    if (at + 16 > bytes.length) break
    const [width, height] = [bytes.readUInt32BE(at + 8), bytes.readUInt32BE(at + 12)]
    if (!size || width * height > size.width * size.height) size = { width, height }
  }
  const turn = bytes.indexOf("irot")
  const turned = turn !== -1 && ((bytes[turn + 4] ?? 0) & 1) === 1
  return size && turned ? { width: size.height, height: size.width } : size
}

/** Whether a JPEG's scans refine each other, so that a decoder needs memory for all of its pixels. */
function isProgressive(head: Uint8Array): boolean {
  for (let at = 2; at + 4 <= head.length; ) {
    const marker = head[at + 1] ?? 0
    if (head[at] !== 0xff || marker === START_OF_SCAN) return false
    if (PROGRESSIVE_FRAMES.has(marker)) return true
    at += marker === 0xff ? 1 : 2 + (((head[at + 2] ?? 0) << 8) | (head[at + 3] ?? 0))
  }
  return false
}

const START_OF_SCAN = 0xda
const PROGRESSIVE_FRAMES = new Set([0xc2, 0xc6, 0xca, 0xce])

/** Whether a picture is animated. The browser then shows the original instead of a preview. */
export function isAnimated(head: Uint8Array, content_type: string) {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.length)
  switch (content_type) {
    case "image/gif":
      return bytes.includes("NETSCAPE2.0") || bytes.includes("ANIMEXTS1.0")
    case "image/png":
      return bytes.includes("acTL") && bytes.indexOf("acTL") < bytes.indexOf("IDAT")
    case "image/webp":
      return bytes.toString("latin1", 12, 16) === "VP8X" && ((bytes[20] ?? 0) & 2) === 2
    default:
      return false
  }
}
