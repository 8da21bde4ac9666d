import { expect, test } from "bun:test"
import { compressRows } from "./row-blocks"

const rowsOf = (name: string, count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: 3 * index + 1, key: `${name} ${index}` }))

/** The HTML, and how many rows were rendered for it. */
async function compress(rows: { id: number; key: string }[]) {
  let rendered = 0
  const blocks = await compressRows(rows, async () => ({ key }) => {
    rendered++
    return `<i>${key}</i>`
  })
  return { html: blocks.map(({ html }) => html).join(""), blocks: blocks.length, rendered }
}

const expected = (rows: { key: string }[]) => rows.map(({ key }) => `<i>${key}</i>`).join("")

test("a list of any length keeps its order", async () => {
  for (const count of [0, 1, 20, 500]) {
    const rows = rowsOf("order", count)

    expect((await compress(rows)).html).toBe(expected(rows))
  }
})

test("10,000 rows take far fewer blocks, and all of them stay cached", async () => {
  const rows = rowsOf("many", 10_000)

  expect((await compress(rows)).blocks).toBeLessThan(1000)
  expect((await compress(rows)).rendered).toBe(0)
})

test("a row that changes, moves, comes or goes renders the rows near it", async () => {
  const rows = rowsOf("change", 10_000)
  await compress(rows)
  const renamed = rows.with(5000, { id: 15_001, key: "another name" })
  const moved = [...rows.slice(7000, 7001), ...rows.toSpliced(7000, 1)]
  const added = rows.toSpliced(3000, 0, { id: 2, key: "a new room" })
  const removed = rows.toSpliced(2000, 1)

  for (const changed of [renamed, moved, added, removed]) {
    const { html, rendered } = await compress(changed)

    expect(html).toBe(expected(changed))
    expect(rendered).toBeLessThan(200)
  }
})
