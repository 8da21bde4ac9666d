import { describe, expect, test } from "bun:test"
import { metasIn, plainWords, textOf } from "./metas"

describe("what a page says of itself", () => {
  test("is in its metas, by property or name, and the last counts", () => {
    expect(
      metasIn(`<meta property="og:title" content="One"><meta name="og:title" content="Two &amp; more">
        <META PROPERTY='og:image' CONTENT='https://example.com/a.png'>
        <meta name="description" content="No"><meta property="og:description">`),
    ).toEqual({ title: "Two & more", image: "https://example.com/a.png" })
  })

  test("is words, without tags, written as such or encoded, and not too many", () => {
    expect(plainWords("Hey!<script>x</script>", 280)).toBe("Hey!x")
    expect(plainWords("<<b>script>a</script>", 280)).toBe("a")
    expect(plainWords("1 < 2 & 3\n  > 2", 280)).toBe("1 < 2 & 3 > 2")
    expect(plainWords("x".repeat(300), 280)).toBe(`${"x".repeat(279)}…`)
    expect(plainWords("x".repeat(280), 280)).toHaveLength(280)
  })

  test("takes no time to speak of, whatever somebody has made up", () => {
    for (const made of ["<a", "<", "<a>", "</", "< a"]) {
      const text = made.repeat(1_000_000)
      expect(plainWords(text, 280).length).toBeLessThanOrEqual(280)
      expect(plainWords(`${text}${"b>".repeat(1_000_000)}`, 280).length).toBeLessThanOrEqual(280)
    }
  })

  test("is read in the charset that it declares; without one, what is no UTF-8 goes", () => {
    const bytes = Uint8Array.from([0x63, 0x61, 0x66, 0xe9])
    expect(textOf(bytes, "text/html; charset=ISO-8859-1")).toBe("café")
    expect(textOf(bytes, "text/html")).toBe("caf")
    expect(textOf(bytes, "text/html; charset=nonsense")).toBe("caf�")
    const declaring = new TextEncoder().encode('<meta charset="windows-1252">')
    expect(textOf(Uint8Array.from([...declaring, ...bytes]), "text/html")).toEndWith("café")
    expect(textOf(new TextEncoder().encode("日本"), "text/html")).toBe("日本")
  })
})
