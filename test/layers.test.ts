import { describe, expect, test } from "bun:test"
import { resolve } from "node:path"
import { climbs, readSources, strays } from "./support/layers"

const sources = readSources(resolve(import.meta.dir, "../src"))

describe("the house", () => {
  test("is read", () => {
    expect([...sources.keys()]).toContain("config.ts")
    expect(sources.size).toBeGreaterThan(20)
  })

  test("has a floor for every file", () => {
    expect(strays(sources)).toEqual([])
  })

  test("lets no file import from a floor above it", () => {
    expect(climbs(sources)).toEqual([])
  })
})

describe("the check itself", () => {
  const sample = (files: Record<string, string>) => new Map(Object.entries(files))

  test("allows the own floor and those below", () => {
    const files = sample({
      "messages/message.ts": `import { a } from "../rooms/room"\nexport { b } from "./post"`,
      "messages/post.ts": `import { c } from "../platform/answer"`,
      "rooms/room.ts": "",
      "platform/answer.tsx": `import { d } from "./clock"`,
      "platform/clock.ts": `import { parseConfig } from "../config"`,
      "config.ts": "",
    })

    expect(climbs(files)).toEqual([])
  })

  test("names both files of an import that climbs, whatever its form", () => {
    for (const text of [
      `import { Message } from "../messages/message"`,
      `import type { Message } from "../messages/message"`,
      `import {\n  Message,\n} from "../messages/message"`,
      `export { Message } from "../messages/message"`,
      `import "../messages/message"`,
      `const { Message } = await import("../messages/message")`,
    ]) {
      expect(climbs(sample({ "rooms/room.ts": text, "messages/message.ts": "" }))).toEqual([
        "rooms/room.ts (floor 5, rooms) imports messages/message.ts (floor 6, messages), which lies above it",
      ])
    }
  })

  test("keeps the browser's code and the server's apart", () => {
    const files = sample({
      "client/application.ts": `import "../rooms/room"\nimport { MAX } from "../rooms/limits"`,
      "rooms/room.ts": `import { MAX } from "./limits"\nimport "../client/application"`,
      "rooms/limits.ts": "export const MAX = 40",
    })

    expect(climbs(files)).toEqual([
      "client/application.ts imports rooms/room.ts, which is for the server and brings its imports along",
      "rooms/room.ts imports client/application.ts, which is for browsers alone",
    ])
  })

  test("lets a test set its scene with whatever it needs", () => {
    const files = sample({
      "rooms/room.test.ts": `import "../messages/message"`,
      "messages/message.ts": "",
    })

    expect(climbs(files)).toEqual([])
  })

  test("asks for a floor where there is none", () => {
    expect(strays(sample({ "polls/poll.ts": "", "client/application.ts": "" }))).toEqual([
      "polls/poll.ts lies on no floor: give polls one in test/support/floors.ts",
    ])
  })
})
