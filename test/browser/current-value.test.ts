import { expect, test } from "bun:test"
import type { Locator } from "playwright-core"
import { eventually } from "../support/timeouts"
import { pageReady } from "./keyboard"
import { openRoomPage, type Room, startWithTwoUsers } from "./room"

const NEW = "the new text"
const LONG = "a line of a long text. ".repeat(450).trim()

/** Ways to change the text of an editor that are no keys. */
const CHANGES: Record<string, (field: Locator) => Promise<unknown>> = {
  "a test that fills it": (field) => field.fill(NEW),
  "a script that inserts text": (field) =>
    field.evaluate((_, text) => document.execCommand("insertText", false, text), NEW),
  "an extension that changes the page's text": (field) => field.evaluate(changeText, NEW),
  "dictation just after a key": async (field) => {
    await field.press("!")
    await field.evaluate(changeText, NEW)
  },
}

/** Ways to submit the form of an editor. */
const SUBMITS: Record<string, (field: Locator, button: Locator) => Promise<unknown>> = {
  "its button": (_, button) => button.click(),
  "its key": (field) => field.press("ControlOrMeta+Enter"),
  "a script": (field) => field.evaluate((element) => element.closest("form")?.requestSubmit()),
}

const WAYS = Object.keys(CHANGES).flatMap((change) =>
  Object.keys(SUBMITS).map((submit) => [change, submit] as const),
)

test("sends what the editor shows, however it was changed and submitted", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openRoomPage(scene.server, scene.ada)
  await pageReady(ada.page)
  const button = ada.page.getByRole("button", { name: "Send Message" })

  for (const [index, [change, submit]] of WAYS.entries()) {
    await ada.composer.pressSequentially("old ")
    await CHANGES[change]?.(ada.composer)
    const shown = (await ada.composer.innerText()).trim()
    await SUBMITS[submit]?.(ada.composer, button)
    await ada.stored(NEW).nth(index).waitFor()
    const sent = ada.stored(NEW).last().locator(".trix-content")
    expect([change, submit, (await sent.innerText()).trim()]).toEqual([change, submit, shown])
    await eventually(async () => (await ada.composer.innerText()).trim() === "", "empty")
  }
})

test("sends a change of the same task", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openRoomPage(scene.server, scene.ada)
  await pageReady(ada.page)

  await ada.composer.pressSequentially("old")
  await ada.composer.evaluate((element, text) => {
    document.execCommand("insertText", false, text)
    element.closest("form")?.requestSubmit()
  }, NEW)
  await ada.stored(`old${NEW}`).waitFor()
  await ada.composer.pressSequentially("old")
  await ada.composer.evaluate((element, text) => {
    const shown = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode()
    if (shown) shown.nodeValue = text
    element.closest("form")?.requestSubmit()
  }, NEW)
  await ada.stored(NEW).nth(1).waitFor()
  await ada.expectTexts(`old${NEW}`, NEW)
})

test("saves what the editor of a message shows, however it was changed and submitted", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openRoomPage(scene.server, scene.ada)
  await pageReady(ada.page)
  for (const [change, submit] of WAYS) {
    await ada.send(`old: ${change}, ${submit}`)
    await ada.stored(`${change}, ${submit}`).waitFor()
    const field = await edit(ada)
    await CHANGES[change]?.(field)
    const shown = (await field.innerText()).trim()
    await SUBMITS[submit]?.(field, ada.page.getByRole("button", { name: "Save changes" }))
    await field.waitFor({ state: "detached" })
    const saved = ada.messages.last().locator(".trix-content")
    expect([change, submit, (await saved.innerText()).trim()]).toEqual([change, submit, shown])
    expect(shown).toContain(NEW)
  }
})

test("sends, saves and keeps a long text whole, which is not exported with each key", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openRoomPage(scene.server, scene.ada)
  await pageReady(ada.page)

  await ada.composer.fill(LONG)
  const exports = await countExports(ada.composer)
  await typeAtOnce(ada.composer, " And then the end.")
  // For the draft, which is stored twice a second.
  expect(await exports()).toBeLessThan(4)
  await eventually(async () => (await exports()) > 0, "the draft is stored")
  await ada.page.reload()
  await ada.page.locator("#composer .lexxy-editor__content", { hasText: "the end." }).waitFor()
  expect((await ada.composer.innerText()).trim()).toBe(`${LONG} And then the end.`)
  await ada.composer.press("Enter")
  await ada.stored("And then the end.").waitFor()
  expect(await textOf(ada)).toBe(`${LONG} And then the end.`)

  const field = await edit(ada)
  await field.press("ControlOrMeta+End")
  await ada.page.keyboard.type(" Really.")
  await ada.page.keyboard.press("Escape")
  await ada.page.keyboard.press("ArrowUp")
  await field.press("ControlOrMeta+End")
  await ada.page.keyboard.type(" Truly.")
  await ada.page.getByRole("button", { name: "Save changes" }).click()
  await field.waitFor({ state: "detached" })
  expect(await textOf(ada)).toBe(`${LONG} And then the end. Truly.`)
  expect(ada.person.errors).toEqual([])
})

/** Opens the editor of the author's last message. */
async function edit(room: Room) {
  await room.composer.press("ArrowUp")
  const field = room.page.getByRole("textbox", { name: "Edit message" })
  await room.page.locator(".message-edit .lexxy-editor__content:focus").waitFor()
  return field
}

const textOf = async (room: Room) =>
  (await room.stored("And then").locator(".trix-content").innerText()).trim()

function changeText(element: Element, text: string) {
  const shown = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode()
  if (shown) shown.nodeValue = text
}

/** Inserts one character after the other, faster than anybody types. */
const typeAtOnce = (field: Locator, text: string) =>
  field.evaluate(async (_, characters) => {
    for (const character of characters) {
      document.execCommand("insertText", false, character)
      await new Promise((resolve) => setTimeout(resolve))
    }
  }, text)

/** Counts how often the editor's text is written as HTML. */
async function countExports(field: Locator) {
  const count = await field.evaluateHandle(() => {
    const counted = { exports: 0 }
    const inner = Object.getOwnPropertyDescriptor(Element.prototype, "innerHTML")
    Object.defineProperty(Element.prototype, "innerHTML", {
      ...inner,
      get(this: Element) {
        if (!this.isConnected && this.textContent?.includes("a long text")) counted.exports++
        return inner?.get?.call(this)
      },
    })
    return counted
  })
  return async () => (await count.jsonValue()).exports
}
