import { cache } from "../../platform/cache/cache"
import { type GzipFragment, gzipRows } from "../../platform/cache/gzip-fragment"

const MEGABYTE = 1024 * 1024

/** A block ends at one room in so many. */
const ROWS = 16
const MOST_ROWS = 64

/** `key` identifies the row's HTML. */
type Row = { id: number; key: string }

const blocks = cache<GzipFragment>("sidebar-rows", {
  budget: 8 * MEGABYTE,
  size: ({ memory }) => memory,
})

/**
 * Renders and compresses rows in blocks, and caches the blocks. Compressing each row alone would
 * cost a sidebar of 10,000 rooms a second.
 *
 * @param prepare gets the rows of the missing blocks and returns what renders each of them
 */
export async function compressRows<R extends Row>(
  rows: readonly R[],
  prepare: (missing: R[]) => Promise<(row: R) => string>,
): Promise<GzipFragment[]> {
  const found = splitIntoBlocks(rows).map((block) => {
    const key = block.map((row) => row.key).join("\n")
    return { block, key, fragment: blocks.peek(key) }
  })
  const missing = found.filter(({ fragment }) => !fragment).flatMap(({ block }) => block)
  if (missing.length === 0) return found.flatMap(({ fragment }) => fragment ?? [])

  const render = await prepare(missing)
  return found.map(({ block, key, fragment }) => fragment ?? compressBlock(key, block.map(render)))
}

function compressBlock(key: string, rows: string[]) {
  const fragment = gzipRows(rows.join(""))
  blocks.set(key, fragment)
  return fragment
}

/** The ends depend on the ids, so a row that is added, moved or removed changes one block or two. */
function splitIntoBlocks<R extends Row>(rows: readonly R[]) {
  const split: R[][] = []
  let block: R[] = []
  for (const row of rows) {
    if (block.length === 0) split.push(block)
    block.push(row)
    if (block.length >= MOST_ROWS || endsBlock(row)) block = []
  }
  return split
}

// Multiplying by 2^32 / φ spreads consecutive ids (Knuth's multiplicative hash).
const endsBlock = ({ id }: Row) => (Math.imul(id, 0x9e3779b1) >>> 0) % ROWS === 0
