import { ByteCache } from "../../platform/cache/byte-cache"
import { type GzipFragment, gzipFragment } from "../../platform/cache/gzip-fragment"

const MEGABYTE = 1024 * 1024

/** A rendered row, with a key that identifies its HTML. */
export type Fragment = { key: string; html: () => string }

const runs = new ByteCache<GzipFragment>(8 * MEGABYTE)

/** Compresses consecutive rows, each after the one before it, and caches the result. */
export function compressRun(fragments: Fragment[]) {
  let previous: { key: string; compressed: GzipFragment } | undefined
  return fragments.map((fragment) => {
    const compressed = compressAfter(fragment, previous)
    previous = { key: fragment.key, compressed }
    return compressed
  })
}

function compressAfter(
  { key, html }: Fragment,
  previous?: { key: string; compressed: GzipFragment },
) {
  // The length makes the pair unambiguous for any room name.
  const pair = `${key.length} ${key} ${previous?.key ?? ""}`
  const known = runs.get(pair)
  if (known) return known
  const made = gzipFragment(html(), previous?.compressed)
  runs.set(pair, made, 2 * (made.html.length + pair.length) + made.deflated.length)
  return made
}
