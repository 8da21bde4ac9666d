import { afterAll, beforeAll, expect, test } from "bun:test"
import { closeBrowser } from "../support/browser"
import { VERBATIM_TEXTS } from "../support/verbatim-texts"
import { openRoomPage, type Room, startWithTwoUsers } from "./room"

let scene: Awaited<ReturnType<typeof startWithTwoUsers>>
let ada: Room

beforeAll(async () => {
  scene = await startWithTwoUsers()
  ada = await openRoomPage(scene.server, scene.ada, {
    permissions: ["clipboard-read", "clipboard-write"],
  })
})
afterAll(async () => {
  await ada[Symbol.asyncDispose]()
  await scene[Symbol.asyncDispose]()
  await closeBrowser()
})

const copy = (text: string) =>
  ada.page.evaluate((copied) => navigator.clipboard.writeText(copied), text)
const shown = async () => (await ada.composer.innerText()).replaceAll("\u00A0", " ").trimEnd()
const html = () =>
  ada.page.locator("#composer lexxy-editor").evaluate((editor) => (editor as LexxyEditor).value)

async function paste(text: string, keys = "Control+V") {
  await copy(text)
  await ada.page.locator("#composer lexxy-editor").evaluate((editor) => {
    const composer = editor as LexxyEditor
    composer.value = ""
  })
  await ada.composer.focus()
  await ada.page.keyboard.press(keys)
}

test("pasted text is sent, and read by others, as it was in the clipboard", async () => {
  for (const text of VERBATIM_TEXTS) {
    await paste(text)
    await ada.page.keyboard.press("Enter")
    const message = ada.page.locator(".message[data-message-id]").last()
    await message.filter({ hasText: text.split("\n").at(-1) ?? "" }).waitFor()
    expect(await message.locator(".message__presentation").innerText()).toBe(text)
  }
  expect(ada.person.errors).toEqual([])
})

test("line ends of all kinds separate lines, and what is no character is replaced", async () => {
  for (const end of ["\r", "\u2028", "\u2029", "\u0085"]) {
    await paste(["one", "two", "three"].join(end))
    expect(await shown()).toBe("one\ntwo\nthree")
  }
})

test("unmistakable Markdown is converted, and undone in two steps", async () => {
  await paste("")
  await ada.page.keyboard.type("See ")
  await copy("- **tea**\n- `milk`")
  await ada.page.keyboard.press("Control+V")
  expect(await html()).toContain("<strong>tea</strong>")
  expect(await html()).toContain("<li")

  await ada.page.keyboard.press("Control+Z")
  expect(await shown()).toBe("See - **tea**\n- `milk`")
  await ada.page.keyboard.press("Control+Z")
  expect(await shown()).toBe("See")

  await paste("- **tea**\n- `milk`", "Control+Shift+V")
  expect(await shown()).toBe("- **tea**\n- `milk`")
  await paste("> coming?\nYes, at 10.\n> and Bob?\nNo.")
  expect((await html()).match(/<blockquote>/g)).toHaveLength(2)
  await paste("```ts\nconst a = `x` *  2\n```")
  expect(await html()).toContain('data-language="ts"')
  expect(await shown()).toContain("const a = `x` *  2")
  expect(ada.person.errors).toEqual([])
})

test("typed signs stay, and typed Markdown is formatted, by the same rule", async () => {
  const typed = [
    "5*3*2 = 30",
    "rm -rf build/*/tmp/* dist/*",
    "src/**/*.ts lib/**/*.ts",
    "2**3**2 and **kwargs",
    "__init__.py, snake_case_name, _a_, *b*",
    "*/5 * * * * /usr/bin/foo",
    "* * * * * /usr/bin/foo",
    "# install",
    "2026. A good year.",
    "[text](relative)",
  ]
  for (const text of typed) {
    await paste("")
    await ada.page.keyboard.type(text)
    expect(await shown()).toBe(text)
  }
  await paste("")
  await ada.page.keyboard.type("so **very** ~~old~~ `a*b*c` [docs](https://site.example/) plain")
  expect(await html()).toMatch(
    /<p>so <strong>very<\/strong> <s>old<\/s> <code>a\*b\*c<\/code> <a href="https:\/\/site.example\/"[^>]*>docs<\/a> plain<\/p>/,
  )
  expect(ada.person.errors).toEqual([])
})
