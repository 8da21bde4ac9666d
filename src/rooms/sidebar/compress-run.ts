import { ByteCache } from "../../platform/cache/byte-cache"
import { type GzipFragment, gzipFragment } from "../../platform/cache/gzip-fragment"

const MEGABYTE = 1024 * 1024

/** A row, under a key that tells it from every other drawing of any row. */
export type Fragment = { key: string; html: () => string }

const pieces = new ByteCache<GzipFragment>(8 * MEGABYTE)

/** The rows in their order, each compressed with the one before it in mind, once. */
export function compressRun(fragments: Fragment[]) {
  let previous: { key: string; piece: GzipFragment } | undefined
  return fragments.map((fragment) => {
    const link = chained(fragment, previous)
    previous = { key: fragment.key, piece: link }
    return link
  })
}

function chained({ key, html }: Fragment, previous?: { key: string; piece: GzipFragment }) {
  // The length keeps two pairs apart whatever a room is called.
  const pair = `${key.length} ${key} ${previous?.key ?? ""}`
  const known = pieces.get(pair)
  if (known) return known
  const made = gzipFragment(html(), previous?.piece)
  pieces.set(pair, made, 2 * (made.html.length + pair.length) + made.deflated.length)
  return made
}
