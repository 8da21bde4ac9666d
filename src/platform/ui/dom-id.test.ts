import { expect, test } from "bun:test"
import { readdirSync, readFileSync } from "node:fs"
import { resolve } from "node:path"
import { domId } from "./dom-id"

const SRC = resolve(import.meta.dir, "../..")
const BY_HAND = /`(?:[a-z]+_)*(?:boost|message|person|room|stream|thread|user)_\$\{[^}`]*\}`/

test("names a record's element by its kind and key, after a prefix", () => {
  expect(domId("room", 7)).toBe("room_7")
  expect(domId("message", "My_own-id", "presentation")).toBe("presentation_message_My_own-id")
})

test("no source file writes such an id by hand", () => {
  const sources = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter(
    (file) => /\.tsx?$/.test(file) && !/\.test\.|dom-id\.ts$/.test(file),
  )
  expect(sources.filter((file) => BY_HAND.test(readFileSync(resolve(SRC, file), "utf8")))).toEqual(
    [],
  )
})
