import { describe, expect, test } from "bun:test"
import { metasIn, plainText, textOf } from "./metas"

describe("the Open Graph data of a page", () => {
  test("is read from meta elements by property or name, and the last counts", () => {
    expect(
      metasIn(`<meta property="og:title" content="One"><meta name="og:title" content="Two &amp; more">
        <META PROPERTY='og:image' CONTENT='https://example.com/a.png'>
        <meta name="description" content="No"><meta property="og:description">`),
    ).toEqual({ title: "Two & more", image: "https://example.com/a.png" })
  })

  test("is plain text without raw or escaped tags, limited in length", () => {
    expect(plainText("Hey!<script>x</script>", 280)).toBe("Hey!x")
    expect(plainText("<<b>script>a</script>", 280)).toBe("a")
    expect(plainText("1 < 2 & 3\n  > 2", 280)).toBe("1 < 2 & 3 > 2")
    expect(plainText("x".repeat(300), 280)).toBe(`${"x".repeat(279)}…`)
    expect(plainText("x".repeat(280), 280)).toHaveLength(280)
  })

  test("is parsed quickly from hostile input", () => {
    for (const hostile of ["<a", "<", "<a>", "</", "< a"]) {
      const text = hostile.repeat(1_000_000)
      expect(plainText(text, 280).length).toBeLessThanOrEqual(280)
      expect(plainText(`${text}${"b>".repeat(1_000_000)}`, 280).length).toBeLessThanOrEqual(280)
    }
  })

  test("is decoded in the declared charset, else as UTF-8 without invalid sequences", () => {
    const bytes = Uint8Array.from([0x63, 0x61, 0x66, 0xe9])
    expect(textOf(bytes, "text/html; charset=ISO-8859-1")).toBe("café")
    expect(textOf(bytes, "text/html")).toBe("caf")
    expect(textOf(bytes, "text/html; charset=nonsense")).toBe("caf�")
    const declaring = new TextEncoder().encode('<meta charset="windows-1252">')
    expect(textOf(Uint8Array.from([...declaring, ...bytes]), "text/html")).toEndWith("café")
    expect(textOf(new TextEncoder().encode("日本"), "text/html")).toBe("日本")
  })
})
