import { describe, expect, test } from "bun:test"
import { gunzipSync } from "node:zlib"
import { EMPTY, gzipped, join, type Piece, piece } from "./pieces"

const unzip = (pieces: Piece[]) => gunzipSync(gzipped(pieces)).toString()

describe("pieces of a page", () => {
  test("any of them, side by side, are one gzip file that checks out", () => {
    for (const texts of [
      ["a"],
      ["", "b"],
      ["kettle", "’s ", "on 🫖"],
      ["x".repeat(70_000), "y"],
      [],
    ]) {
      expect(unzip(texts.map((text) => piece(text)))).toBe(texts.join(""))
    }
  })

  test("joined ones are a piece again", () => {
    const joined = join([piece("one "), join([piece("two "), piece("three ")]), EMPTY])

    expect(joined.html).toBe("one two three ")
    expect(join([piece("é"), piece("🫖")]).html).toBe("é🫖")
    expect(join([]).html).toBe("")
    expect(unzip([piece("zero "), joined, piece("four")])).toBe("zero one two three four")
  })

  test("one that follows another can lean on it, and takes a fraction of the room", () => {
    const first = piece(message("Ann", "Kettle's on"))
    const alone = piece(message("Bob", "Coming!"))
    const after = piece(message("Bob", "Coming!"), first)

    expect(unzip([piece("<main>"), first, after, piece("</main>")])).toBe(
      `<main>${first.html}${after.html}</main>`,
    )
    expect(join([first, after]).html).toBe(first.html + after.html)
    expect(after.deflated.length).toBeLessThan(alone.deflated.length / 2)
  })

  test("a thousand of random lengths check out", () => {
    const texts = Array.from({ length: 1000 }, (_, n) => "é".repeat((n * 7919) % 257))
    expect(unzip(texts.map((text) => piece(text)))).toBe(texts.join(""))
  })
})

const message = (author: string, text: string) =>
  `<div class="message" data-controller="reply"><h3 class="message__heading">${author}</h3>
   <div class="message__body" dir="auto"><p>${text}</p></div></div>`
