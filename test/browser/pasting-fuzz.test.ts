import { afterAll, beforeAll, expect, test } from "bun:test"
import fc from "fast-check"
import {
  type Block,
  type Inline,
  parsePastedMarkdown,
} from "../../src/client/models/composer/pasted-markdown"
import { closeBrowser } from "../support/browser"
import { seedOr } from "../support/seeds"
import { eventually } from "../support/timeouts"
import { pageReady } from "./keyboard"
import { openRoomPage, ROOM, type Room, startWithTwoUsers } from "./room"

/** Milliseconds; what is left untried then is tried by the rounds of a soak. */
const AT_MOST = 25_000
const SETTINGS = { seed: seedOr(20261201), numRuns: 12, interruptAfterTimeLimit: AT_MOST }

const signs = fc.constantFrom(
  ...["*", "**", "_", "__", "`", "~~", "<b>", "</p>", "<!-- x -->", "&amp;", "&", "<script>", "|"],
  ...["$HOME", "a*b*c", "**a**", "`b`", "[c](https://site.example/)", "snake_case", "5*3*2", "\\n"],
  ...["🎉", "👩‍👩‍👧", "漢字", "كلمة", "ไทย", "é", "(", "]", "{}", ";", "->", "«»", "\uFFFD", "-"],
)
const word = fc.stringMatching(/^[a-z]{3,8}[0-9]?$/)
const gap = fc.constantFrom("", " ", " ", " ", "  ", "\t")
const line = fc
  .tuple(
    fc.constantFrom(
      "",
      "",
      "",
      "- ",
      "* ",
      "> ",
      "# ",
      "1. ",
      "2. ",
      "\t",
      "    ",
      "```",
      "|a|b|",
      "|-|-|",
    ),
    fc.array(fc.tuple(fc.oneof(word, word, signs), gap), { maxLength: 6 }),
  )
  .map(([start, parts]) => start + parts.flat().join(""))
const lines = fc
  .array(line, { minLength: 1, maxLength: 6 })
  .chain((all) => fc.constantFrom("\n", "\n", "\r\n").map((end) => all.join(end)))

let scene: Awaited<ReturnType<typeof startWithTwoUsers>>
let ada: Room
let count = 0

beforeAll(async () => {
  scene = await startWithTwoUsers()
  ada = await openRoomPage(scene.server, scene.ada, {
    permissions: ["clipboard-read", "clipboard-write"],
  })
  await pageReady(ada.page)
})
afterAll(async () => {
  await ada[Symbol.asyncDispose]()
  await scene[Symbol.asyncDispose]()
  await closeBrowser()
})

test("any pasted text is readable in the composer, sent, edited, in JSON and found", async () => {
  const keys = fc.constantFrom("ControlOrMeta+V", "ControlOrMeta+Shift+V")
  await fc.assert(
    fc.asyncProperty(lines, keys, async (text, key) => {
      const last = `end${++count}`
      const pasted = `${text}\n${last}`
      const converted = key.includes("Shift") ? null : parsePastedMarkdown(normalized(pasted))
      await checkPaste(pasted, converted ? textOf(converted) : pasted, key, last)
    }),
    SETTINGS,
  )
  expect(ada.person.errors).toEqual([])
})

/** @param last a word of the text that no other message has */
async function checkPaste(pasted: string, expected: string, key: string, last: string) {
  await ada.page.evaluate((copied) => navigator.clipboard.writeText(copied), pasted)
  await ada.composer.fill("")
  await ada.composer.focus()
  await ada.page.keyboard.press(key)
  await eventually(async () => (await ada.composer.innerText()).includes(last), "the paste")
  expect(readable(await ada.composer.innerText())).toBe(readable(expected))

  await ada.page.getByRole("button", { name: "Send Message" }).click()
  const message = ada.stored(last).last()
  await message.waitFor()
  const presentation = message.locator(".message__presentation")
  expect(readable(await presentation.innerText())).toBe(readable(expected))
  const id = await message.getAttribute("data-message-id")
  await checkWords(expected, id ?? "")

  await edit(presentation, expected, last)
  const json = await scene.ada.get(`${ROOM}/messages/${id}`, { accept: "application/json" })
  const { body } = (await json.json()) as { body: { plain_text: string } } // as the contract has it
  expect(missingIn(readable(body.plain_text), readable(`${expected}z`))).toBe("")
}

async function edit(presentation: ReturnType<Room["message"]>, expected: string, last: string) {
  await ada.composer.press("ArrowUp")
  const field = ada.page.getByRole("textbox", { name: "Edit message" })
  await ada.page.locator(".message-edit .lexxy-editor__content:focus").waitFor()
  expect(readable(await field.innerText())).toBe(readable(expected))
  await field.press("ControlOrMeta+End")
  await ada.page.keyboard.type("z")
  await ada.page.getByRole("button", { name: "Save changes" }).click()
  await presentation.filter({ hasText: `${last}z` }).waitFor()
  expect(readable(await presentation.innerText())).toBe(readable(`${expected}z`))
}

async function checkWords(expected: string, id: string) {
  const words = new Set(
    expected.match(/(?<![\p{L}\p{N}\p{M}])[a-z]{3,8}\d?(?![\p{L}\p{N}\p{M}])/gu),
  )
  for (const word of words) {
    const page = await scene.ada.get(`/searches?q=${encodeURIComponent(`"${word}"`)}`)
    const isFound = (await page.text()).includes(`data-message-id="${id}"`)
    expect([word, isFound]).toEqual([word, true])
  }
}

const normalized = (text: string) => text.replaceAll("\r\n", "\n")

/** The characters that take space and are no white space. */
const readable = (text: string) => text.replace(/[\s\p{Cc}]/gu, "")

/** The end of `sought` from its first character that is not in `text`, in order. */
function missingIn(text: string, sought: string) {
  let at = 0
  for (const [index, character] of [...sought].entries()) {
    at = text.indexOf(character, at) + character.length
    if (at < character.length) return [...sought].slice(index).join("")
  }
  return ""
}

const textOf = (blocks: Block[]) => blocks.map(textOfBlock).join("\n")

function textOfBlock(block: Block): string {
  switch (block.kind) {
    case "paragraph":
    case "quote":
      return block.lines.map(textOfLine).join("\n")
    case "list":
      return block.items.map(textOfLine).join("\n")
    case "code":
      return block.text
    case "table":
      return block.rows.flat().map(textOfLine).join("\n")
  }
}

const textOfLine = (line: Inline[]) => line.map(({ text }) => text).join("")
