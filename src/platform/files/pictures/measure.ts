import { MOST_PIXELS, PICTURE_TYPES } from "./pictures"

/** Width and height in pixels, upright. */
export type Size = { width: number; height: number }

/**
 * How large a picture is, by its header: nothing is decoded, so it costs next to nothing.
 *
 * @param head the file's beginning
 * @returns null for what is no picture, a broken one, or one too large to show to anybody
 */
export async function measurePicture(head: Uint8Array, content_type: string): Promise<Size | null> {
  const size = await (content_type === "image/avif" ? avifSize(head) : decodableSize(head))
  if (!size || size.width < 1 || size.height < 1) return null
  return size.width * size.height > MOST_PIXELS ? null : size
}

async function decodableSize(head: Uint8Array): Promise<Size | null> {
  try {
    const { width, height, format } = await new Bun.Image(head, {
      maxPixels: MOST_PIXELS,
    }).metadata()
    if (!PICTURE_TYPES.has(`image/${format}`)) return null
    return { width, height }
  } catch {
    return null
  }
}

/**
 * Bun cannot decode AVIF on Linux, and browsers can. Its size is in a box of its own, `ispe`, one
 * for each of its parts and one for the whole, which is the largest; `irot` turns it.
 */
function avifSize(head: Uint8Array): Size | null {
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

/** A picture that moves; the browser shows the original, for a still of it is not what was sent. */
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
