import { expect, test } from "bun:test"
import { formatBytes } from "./format-bytes"

test("sizes have a readable unit", () => {
  expect(formatBytes(0)).toBe("0 bytes")
  expect(formatBytes(1)).toBe("1 byte")
  expect(formatBytes(1023)).toBe("1023 bytes")
  expect(formatBytes(1024)).toBe("1 KB")
  expect(formatBytes(1.25 * 1024)).toBe("1.3 KB")
  expect(formatBytes(512 * 1024 * 1024)).toBe("512 MB")
  expect(formatBytes(3 * 1024 ** 4)).toBe("3 TB")
})

test("one byte above a limit is rounded up", () => {
  expect(formatBytes(512 * 1024 * 1024 + 1)).toBe("513 MB")
})
