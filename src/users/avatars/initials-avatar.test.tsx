import { expect, test } from "bun:test"
import { crc32 } from "node:zlib"
import { colorOf, InitialsAvatar, initialsOf } from "./initials-avatar"

test("initials are the first letters of at most three words", () => {
  expect(initialsOf("Kevin")).toBe("K")
  expect(initialsOf("Ada  Lovelace")).toBe("AL")
  expect(initialsOf("Anna Bertha Clara Dora")).toBe("ABC")
})

test("initials come from any script and skip words without a letter", () => {
  expect(initialsOf("Фёдор Достоевский")).toBe("ФД")
  expect(initialsOf("山田 太郎")).toBe("山太")
  expect(initialsOf("Ann (she) & Bob")).toBe("AB")
})

test("a name without letters is shown as its first grapheme", () => {
  expect(initialsOf("👩‍🚀 🎉")).toBe("👩‍🚀")
})

test("the id's CRC-32 selects one of eighteen colors", () => {
  const ids = Array.from({ length: 200 }, (_, index) => index + 1)

  expect(colorOf(1)).toBe(
    colorOf(ids.find((id) => id > 1 && crc32(`${id}`) % 18 === crc32("1") % 18) ?? 1),
  )
  expect(new Set(ids.map(colorOf)).size).toBe(18)
})

test("initials are escaped, and three of them are squeezed to fit", () => {
  const svg = (name: string) => String(<InitialsAvatar user={{ id: 1, name }} />)

  expect(svg("<script>")).toContain("&lt;")
  expect(svg("Ada Lovelace")).not.toContain("textLength")
  expect(svg("Ada King Lovelace")).toContain('textLength="85%"')
})
