import { describe, expect, test } from "bun:test"
import { gunzipSync } from "node:zlib"
import { concat, EMPTY_FRAGMENT, type GzipFragment, gzipFile, gzipFragment } from "./gzip-fragment"

const unzip = async (pieces: GzipFragment[]) =>
  gunzipSync(await gzipFile(pieces).bytes()).toString()

describe("fragments of a page", () => {
  test("are concatenated into a valid gzip file", async () => {
    for (const texts of [
      ["a"],
      ["", "b"],
      ["kettle", "’s ", "on 🫖"],
      ["x".repeat(70_000), "y"],
      [],
    ]) {
      expect(await unzip(texts.map((text) => gzipFragment(text)))).toBe(texts.join(""))
    }
  })

  test("are concatenated into a fragment", async () => {
    const joined = concat([
      gzipFragment("one "),
      concat([gzipFragment("two "), gzipFragment("three ")]),
      EMPTY_FRAGMENT,
    ])

    expect(joined.html).toBe("one two three ")
    expect(concat([gzipFragment("é"), gzipFragment("🫖")]).html).toBe("é🫖")
    expect(concat([]).html).toBe("")
    expect(await unzip([gzipFragment("zero "), joined, gzipFragment("four")])).toBe(
      "zero one two three four",
    )
  })

  test("are smaller with the preceding fragment as dictionary", async () => {
    const first = gzipFragment(message("Ann", "Kettle's on"))
    const alone = gzipFragment(message("Bob", "Coming!"))
    const after = gzipFragment(message("Bob", "Coming!"), first)

    expect(await unzip([gzipFragment("<main>"), first, after, gzipFragment("</main>")])).toBe(
      `<main>${first.html}${after.html}</main>`,
    )
    expect(concat([first, after]).html).toBe(first.html + after.html)
    expect(after.deflated.length).toBeLessThan(alone.deflated.length / 2)
  })

  test("of random lengths form a valid gzip file", async () => {
    const texts = Array.from({ length: 1000 }, (_, n) => "é".repeat((n * 7919) % 257))
    expect(await unzip(texts.map((text) => gzipFragment(text)))).toBe(texts.join(""))
  })
})

const message = (author: string, text: string) =>
  `<div class="message" data-controller="reply"><h3 class="message__heading">${author}</h3>
   <div class="message__body" dir="auto"><p>${text}</p></div></div>`
