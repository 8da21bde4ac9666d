import { describe, expect, test } from "bun:test"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { LOOKS } from "./captions"
import { SOUND_NAMES, soundIn } from "./names"

const FOLDER = join(import.meta.dir, "../../client/public/sounds")

describe("a sound", () => {
  test("is the whole text /play NAME, in this case", () => {
    expect(soundIn("/play yeah")).toBe("yeah")
    expect(soundIn("/play 56k\n")).toBe("56k")
    for (const text of [
      "/play nope",
      "/play Yeah",
      "/play",
      "/play yeah!",
      " /play yeah",
      "say /play yeah",
      "/play yeah yeah",
      "/play constructor",
    ])
      expect(soundIn(text)).toBeNull()
  })

  test("has one of 56 names, a small file that browsers play, and a caption", () => {
    expect(new Set(SOUND_NAMES).size).toBe(56)
    expect(Object.keys(LOOKS).toSorted()).toEqual([...SOUND_NAMES].toSorted())

    for (const name of SOUND_NAMES) {
      const audio = readFileSync(join(FOLDER, `${name}.mp3`))
      // A frame of MPEG audio begins with eleven bits that are set.
      expect([name, audio.readUInt16BE(0) >> 5]).toEqual([name, 0x7ff])
      expect(audio.length).toBeLessThan(15 * 1024)
    }
  })

  test("shows a text, or a picture of the size that the page reserves", () => {
    for (const [name, look] of Object.entries(LOOKS)) {
      if ("text" in look) {
        expect([name, look.text.trim()]).not.toEqual([name, ""])
        continue
      }
      const drawing = readFileSync(join(FOLDER, `${name}.svg`), "utf8")
      expect([name, drawing]).toEqual([
        name,
        expect.stringContaining(`viewBox="0 0 ${look.width} ${look.height}"`),
      ])
      expect(look.alt).not.toBe("")
    }
  })
})
