import { constants, crc32, deflateRawSync, inflateRawSync } from "node:zlib"
import { textSize } from "./cache"
import { concatenate, lengthShift } from "./crc32"

/**
 * A part of a page with its deflated bytes. Fragments can be concatenated into one valid gzip
 * stream without compressing them again, because each ends on a byte boundary (RFC 1951's empty
 * stored block, zlib's sync flush). A fragment that many pages share is compressed once.
 */
export type GzipFragment = {
  readonly html: string
  readonly deflated: Uint8Array<ArrayBuffer>
  readonly byteLength: number
  readonly crc: number
  /** `lengthShift` of `byteLength`, to combine CRCs. */
  readonly shift: number
  /** Bytes in memory. */
  readonly memory: number
}

const EMPTY_BYTES = new Uint8Array()
const HEADER = Uint8Array.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff])
const END_OF_STREAM = Uint8Array.from([0x03, 0x00])
const TRAILER = 8

/** Rows repeat each other, so that zlib finds no better matches at its default level of 6. */
const ROWS_LEVEL = 3

export const EMPTY_FRAGMENT: GzipFragment = {
  html: "",
  deflated: EMPTY_BYTES,
  byteLength: 0,
  crc: 0,
  shift: lengthShift(0),
  memory: 0,
}

/**
 * @param before the fragment that always precedes this one; it is the dictionary, which makes
 *   similar fragments much smaller
 */
export function gzipFragment(
  html: string,
  before?: { html: string },
  level?: number,
): GzipFragment {
  if (html === "") return EMPTY_FRAGMENT
  const bytes = Buffer.from(html)
  const deflated = deflateRawSync(bytes, {
    finishFlush: constants.Z_SYNC_FLUSH,
    level,
    ...(before?.html && { dictionary: Buffer.from(before.html) }),
  })
  return {
    html,
    deflated,
    byteLength: bytes.length,
    crc: crc32(bytes),
    shift: lengthShift(bytes.length),
    memory: textSize(html) + deflated.length,
  }
}

/**
 * Concatenates fragments; the first must not have a dictionary. The result holds only the deflated
 * bytes, and inflates them for the rare readers of `html`.
 */
export function concat(fragments: readonly GzipFragment[]): GzipFragment {
  const only = fragments[0]
  if (fragments.length === 1 && only) return only
  let crc = 0
  let byteLength = 0
  for (const fragment of fragments) {
    crc = concatenate(crc, fragment.crc, fragment.shift)
    byteLength += fragment.byteLength
  }
  const deflated = Buffer.concat(fragments.map((fragment) => fragment.deflated))
  return compact({ deflated, byteLength, crc, shift: lengthShift(byteLength) })
}

/** A fragment of similar rows. It holds only the deflated bytes, as those of `concat`. */
export const gzipRows = (html: string) => compact(gzipFragment(html, undefined, ROWS_LEVEL))

const compact = ({
  deflated,
  byteLength,
  crc,
  shift,
}: Omit<GzipFragment, "html" | "memory">): GzipFragment => ({
  get html() {
    return inflate(deflated)
  },
  deflated,
  byteLength,
  crc,
  shift,
  memory: deflated.length,
})

// Only `gzipFile` writes the end of the stream, so inflating needs a sync flush.
const inflate = (deflated: Uint8Array) =>
  inflateRawSync(deflated, { finishFlush: constants.Z_SYNC_FLUSH }).toString()

/** The memory of several fragments in bytes, for the budget of a cache. */
export const memoryOf = (fragments: Iterable<GzipFragment>) => {
  let sum = 0
  for (const { memory } of fragments) sum += memory
  return sum
}

/** The whole page as a gzip file (RFC 1952). Responses share the bytes of a Blob; they copy an array. */
export function gzipFile(fragments: readonly GzipFragment[]): Blob {
  let crc = 0
  let byteLength = 0
  for (const fragment of fragments) {
    crc = concatenate(crc, fragment.crc, fragment.shift)
    byteLength += fragment.byteLength
  }
  const trailer = Buffer.alloc(TRAILER)
  trailer.writeUInt32LE(crc >>> 0)
  trailer.writeUInt32LE(byteLength >>> 0, TRAILER / 2)
  return new Blob([HEADER, ...fragments.map(({ deflated }) => deflated), END_OF_STREAM, trailer])
}
