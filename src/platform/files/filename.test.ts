import { expect, test } from "bun:test"
import { cleanFilename } from "./filename"

test.each([
  ["tea.txt", "tea.txt"],
  ["../../etc/passwd", "passwd"],
  ["C:\\\\temp\\\\tea.txt", "tea.txt"],
  ["tea\n.txt", "tea.txt"],
  ["photo\u202Egpj.exe", "photogpj.exe"],
  ["...", "file"],
  ["tea. . .", "tea"],
  ["", "file"],
])("the filename %p becomes %p", (given, name) => {
  expect(cleanFilename(given)).toBe(name)
})

test("a very long filename is shortened quickly and keeps its extension", () => {
  expect(cleanFilename(`${"a".repeat(1_000_000)}.txt`)).toEndWith("a.txt")
  expect(cleanFilename(`${".".repeat(1_000_000)}x`)).toEndWith(".x")
  expect(cleanFilename(" .".repeat(1_000_000))).toBe("file")
})
