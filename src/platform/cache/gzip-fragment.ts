import { constants, crc32, deflateRawSync, inflateRawSync } from "node:zlib"
import { concatenate, lengthShift } from "./crc32"

/**
 * A stretch of a page, with its deflated bytes. Pieces that stand side by side join into one
 * valid gzip stream without compressing anything again, since each ends on a byte boundary
 * (RFC 1951's empty stored block, zlib's sync flush). So a page is compressed once per part, and
 * what many pages share, once for all of them.
 */
export type GzipFragment = {
  readonly html: string
  readonly deflated: Uint8Array
  readonly byteLength: number
  readonly crc: number
  /** How far a checksum moves when this piece follows it. */
  readonly shift: number
}

const NOTHING = new Uint8Array()
const HEADER = Uint8Array.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff])
const END_OF_STREAM = Uint8Array.from([0x03, 0x00])
const TRAILER = 8

export const EMPTY_FRAGMENT: GzipFragment = {
  html: "",
  deflated: NOTHING,
  byteLength: 0,
  crc: 0,
  shift: lengthShift(0),
}

/**
 * @param before the piece that this one will always be joined to; it serves as a dictionary, which
 *   makes the hundredth message of a page cost a fraction of the first
 */
export function gzipFragment(html: string, before?: GzipFragment): GzipFragment {
  if (html === "") return EMPTY_FRAGMENT
  const bytes = Buffer.from(html)
  const deflated = deflateRawSync(bytes, {
    finishFlush: constants.Z_SYNC_FLUSH,
    ...(before?.html && { dictionary: Buffer.from(before.html) }),
  })
  return {
    html,
    deflated,
    byteLength: bytes.length,
    crc: crc32(bytes),
    shift: lengthShift(bytes.length),
  }
}

/**
 * Pieces that stand side by side, as one; the first must lean on none before it. Whoever keeps it
 * keeps its deflated bytes alone: few ask for the text, and for them it is unpacked again.
 */
export function concat(pieces: readonly GzipFragment[]): GzipFragment {
  const only = pieces[0]
  if (pieces.length === 1 && only) return only
  let crc = 0
  let byteLength = 0
  for (const one of pieces) {
    crc = concatenate(crc, one.crc, one.shift)
    byteLength += one.byteLength
  }
  const deflated = Buffer.concat(pieces.map((one) => one.deflated))
  return {
    get html() {
      return inflated(deflated)
    },
    deflated,
    byteLength,
    crc,
    shift: lengthShift(byteLength),
  }
}

// The stream's end is written only where pieces become a file.
const inflated = (deflated: Uint8Array) =>
  inflateRawSync(deflated, { finishFlush: constants.Z_SYNC_FLUSH }).toString()

/** The whole page as a gzip file (RFC 1952). */
export function gzipFile(pieces: readonly GzipFragment[]): Uint8Array<ArrayBuffer> {
  let size = HEADER.length + END_OF_STREAM.length + TRAILER
  for (const one of pieces) size += one.deflated.length
  const file = Buffer.allocUnsafeSlow(size)
  file.set(HEADER)

  let offset = HEADER.length
  let crc = 0
  let byteLength = 0
  for (const one of pieces) {
    file.set(one.deflated, offset)
    offset += one.deflated.length
    crc = concatenate(crc, one.crc, one.shift)
    byteLength += one.byteLength
  }
  file.set(END_OF_STREAM, offset)
  file.writeUInt32LE(crc >>> 0, size - TRAILER)
  file.writeUInt32LE(byteLength >>> 0, size - TRAILER / 2)
  return file
}
