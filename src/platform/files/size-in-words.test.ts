import { expect, test } from "bun:test"
import { sizeInWords } from "./size-in-words"

test("sizes are said in the unit that people would choose", () => {
  expect(sizeInWords(0)).toBe("0 bytes")
  expect(sizeInWords(1)).toBe("1 byte")
  expect(sizeInWords(1023)).toBe("1023 bytes")
  expect(sizeInWords(1024)).toBe("1 KB")
  expect(sizeInWords(1.25 * 1024)).toBe("1.3 KB")
  expect(sizeInWords(512 * 1024 * 1024)).toBe("512 MB")
  expect(sizeInWords(3 * 1024 ** 4)).toBe("3 TB")
})

test("a byte more than a limit reads as more", () => {
  expect(sizeInWords(512 * 1024 * 1024 + 1)).toBe("513 MB")
})
