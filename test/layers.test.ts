import { describe, expect, test } from "bun:test"
import { resolve } from "node:path"
import {
  circles,
  crowdedFolders,
  filesWithoutLayer,
  importsPastEntries,
  MOST_FILES,
  readSources,
  shortFiles,
  upwardImports,
} from "./support/layers"

const sources = readSources(resolve(import.meta.dir, "../src"))

const RULES = [
  filesWithoutLayer,
  upwardImports,
  circles,
  crowdedFolders,
  shortFiles,
  importsPastEntries,
]

describe("the sources", () => {
  test("are read", () => {
    expect([...sources.keys()]).toContain("config.ts")
    expect(sources.size).toBeGreaterThan(20)
  })

  test.each(RULES.map((rule) => [rule.name, rule] as const))("keep %s", (_, rule) => {
    expect(rule(sources)).toEqual([])
  })
})

const sample = (files: Record<string, string>) => new Map(Object.entries(files))

describe("layers", () => {
  test("allow imports within a layer and of lower ones", () => {
    const files = sample({
      "messages/message.ts": `import { a } from "../rooms/room"\nexport { b } from "./post"`,
      "messages/post.ts": `import { c } from "../platform/answer"`,
      "rooms/room.ts": "",
      "platform/answer.tsx": `import { d } from "./clock"`,
      "platform/clock.ts": `import { parseConfig } from "../config"`,
      "config.ts": "",
    })

    expect(upwardImports(files)).toEqual([])
  })

  test("refuse every form of import of a higher layer", () => {
    for (const text of [
      `import { Message } from "../messages/message"`,
      `import type { Message } from "../messages/message"`,
      `import {\n  Message,\n} from "../messages/message"`,
      `export { Message } from "../messages/message"`,
      `import "../messages/message"`,
      `const { Message } = await import("../messages/message")`,
    ]) {
      expect(upwardImports(sample({ "rooms/room.ts": text, "messages/message.ts": "" }))).toEqual([
        "rooms/room.ts imports messages/message.ts, which is in a higher layer",
      ])
    }
  })

  test("keep the browser's code and the server's apart", () => {
    const files = sample({
      "client/application.ts": `import "../rooms/room"\nimport { MAX } from "../rooms/limits"`,
      "rooms/room.ts": `import { MAX } from "./limits"\nimport "../client/application"`,
      "rooms/limits.ts": "export const MAX = 40",
    })

    expect(upwardImports(files)).toEqual([
      "client/application.ts imports rooms/room.ts, which is for the server and brings its imports along",
      "rooms/room.ts imports client/application.ts, which is for browsers only",
    ])
  })

  test("do not apply to tests", () => {
    const files = sample({
      "rooms/room.test.ts": `import "../messages/message"`,
      "messages/message.ts": "",
    })

    expect(upwardImports(files)).toEqual([])
  })

  test("need a place for every folder", () => {
    expect(filesWithoutLayer(sample({ "polls/poll.ts": "", "client/application.ts": "" }))).toEqual(
      ["polls/poll.ts is in no layer: add polls to LAYERS"],
    )
  })
})

describe("circles", () => {
  test("are found, also of types and over several files", () => {
    const files = sample({
      "rooms/a.ts": `import { b } from "./b"\nimport { d } from "./d"`,
      "rooms/b.ts": `import type { C } from "./c"`,
      "rooms/c.ts": `export { a } from "./a"`,
      "rooms/d.ts": `import { e } from "./e"`,
      "rooms/e.ts": "",
      "rooms/f.ts": `import { g } from "./g"`,
      "rooms/g.ts": `import { f } from "./f"\nimport { a } from "./a"`,
    })

    expect(circles(files)).toEqual([
      "These import each other in a circle: rooms/a.ts, rooms/b.ts, rooms/c.ts",
      "These import each other in a circle: rooms/f.ts, rooms/g.ts",
    ])
  })

  test("are no two ways to one file", () => {
    const files = sample({
      "rooms/a.ts": `import "./b"\nimport "./c"`,
      "rooms/b.ts": `import "./c"`,
      "rooms/c.ts": "",
    })

    expect(circles(files)).toEqual([])
  })
})

test("a folder may hold so many files, not counting tests and subfolders", () => {
  const full = Array.from({ length: MOST_FILES }, (_, index) => [`rooms/${index}.ts`, ""] as const)
  const files = new Map([...full, ["rooms/room.test.ts", ""], ["rooms/page/page.ts", ""]])

  expect(crowdedFolders(files)).toEqual([])
  expect(crowdedFolders(files.set("rooms/one-more.ts", ""))).toEqual([
    `rooms has ${MOST_FILES + 1} files: give it subfolders`,
  ])
})

test("a short file belongs into its neighbour, unless it lists exports or the browser shares it", () => {
  const files = sample({
    "client/page/timing.ts": `import { MAX } from "../../rooms/limits"\n${"// a line\n".repeat(15)}`,
    "rooms/limits.ts": "export const MAX = 40",
    "rooms/table.ts": "",
    "rooms/room.ts": `/** A room. */\nexport type { Room } from "./table"\nexport { a,\n b } from "./a"`,
    "rooms/a.ts": "export const a = 1\n",
    "rooms/b.ts": "// a line\n".repeat(15),
    "rooms/a.test.ts": "",
    "platform/database/migrations/all.ts": "const all = []",
    "client/controllers/page/popup-controller.ts": "export default class {}",
  })

  expect(shortFiles(files)).toEqual(["rooms/a.ts has 1 lines: move them into its neighbour"])
})

test("a noun is imported through its entry file", () => {
  const files = sample({
    "rooms/room.ts": `export { reach } from "./reach"`,
    "rooms/reach.ts": `import { Room } from "./table"\nimport "../platform/database/clock"`,
    "rooms/routes.tsx": "",
    "rooms/table.ts": "",
    "messages/message.ts": `import { reach } from "../rooms/room"`,
    "messages/post.ts": `import { reach } from "../rooms/reach"`,
    "messages/post.test.ts": `import { reach } from "../rooms/reach"`,
    "platform/database/clock.ts": "",
    "client/application.ts": `import { Room } from "../rooms/table"`,
    "app.ts": `import { rooms } from "./rooms/routes"\nimport { Room } from "./rooms/table"`,
    "wiring.ts": `import { reach } from "./rooms/reach"`,
  })

  expect(importsPastEntries(files)).toEqual([
    "messages/post.ts imports rooms/reach.ts: import it from rooms/room",
    "app.ts imports rooms/table.ts: import it from rooms/room",
  ])
})
