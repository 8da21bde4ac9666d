import { afterAll, beforeAll, expect, test } from "bun:test"
import type { User } from "../../src/users/user"
import { type Hearth, openHearth } from "../support/hearth"
import { closedRoom, createMember, scene } from "../support/scene"
import { openRoomPage, type Room } from "./room"

let hearth: Hearth
let ada: User
let wang: User
let zoe: User

beforeAll(async () => {
  hearth = await openHearth()
  ;({ ada } = await scene())
  wang = await createMember("王 Wang")
  zoe = await createMember("Zoë O’Neill")
})
afterAll(() => hearth.close())

const menuOf = ({ page }: Room) => page.getByRole("listbox", { name: "People to mention" })

async function openPage(name: string) {
  const room = await closedRoom(ada, name, [ada, wang, zoe])
  return openRoomPage(hearth.server, await hearth.clientFor(ada), { at: `/rooms/${room.id}` })
}

/** Sends what is in the composer, and returns how the room shows the message with `words`. */
async function sent(room: Room, words: string) {
  await room.page.keyboard.press("ControlOrMeta+End")
  await room.page.keyboard.type(` ${words}`)
  await room.page.keyboard.press("Enter")
  const presentation = room.stored(words).locator(".message__presentation")
  await presentation.waitFor()
  const text = (await presentation.innerText()).replace(/\u200B/g, "").replace(/\s+/g, " ")
  return { text, mentioned: presentation.locator(".mention") }
}

test("opens the menu after punctuation, and after scripts without spaces", async () => {
  await using room = await openPage("Openers")
  const { keyboard } = room.page
  await room.composer.focus()
  const before = ["(", "[", `"`, "'", "“", "‘", "‹", "«", "cc/", "re:", "no-", "hi,", "—", "、"]
  before.push("こんにちは", "你好", "안녕", "「", "（", "👋", "؟")
  for (const text of before) {
    await keyboard.insertText(text)
    await keyboard.type("@")
    await menuOf(room).waitFor()
    await keyboard.press("Escape")
    await menuOf(room).waitFor({ state: "hidden" })
    await keyboard.press("Shift+Enter")
  }
})

test("opens the menu for the full-width sign, and mentions the picked person", async () => {
  await using room = await openPage("Wide")
  const { keyboard } = room.page
  await room.composer.focus()
  for (const [index, text] of ["＠", "こんにちは＠", "こんにちは@"].entries()) {
    await keyboard.insertText(text)
    await menuOf(room).waitFor()
    await keyboard.insertText("王")
    await menuOf(room).getByRole("option", { name: "Zoë" }).waitFor({ state: "hidden" })
    await keyboard.press("Enter")
    await room.composer.locator(".mention").waitFor()

    const message = await sent(room, `tea ${index}`)
    expect(message.text).toBe(`${text.slice(0, -1)}王 Wang tea ${index}`)
    expect(await message.mentioned.getAttribute("data-user-id")).toBe(String(wang.id))
  }
})

test("opens no menu inside words and addresses", async () => {
  await using room = await openPage("Words")
  const filters: (string | null)[] = []
  room.page.on("request", (request) => {
    const url = new URL(request.url())
    if (url.pathname === "/autocompletable/users") filters.push(url.searchParams.get("filter"))
  })
  await room.composer.focus()
  for (const text of ["ann@", "ann_@", "é@", "привет@", "https://site.example/@", "ann＠"]) {
    await room.page.keyboard.insertText(text)
    await room.page.keyboard.type("zo ")
  }
  await room.page.keyboard.type("@wa")
  await menuOf(room).getByRole("option", { name: "王 Wang" }).waitFor()
  expect(filters.filter((filter) => filter?.startsWith("z"))).toEqual([])
})

test("reads the name up to the punctuation or the other script after the caret", async () => {
  await using room = await openPage("Between")
  const { keyboard } = room.page
  await room.composer.focus()
  const around = [
    ["(", ")"],
    ["やあ", "さん"],
    [`"`, `"?`],
  ] as const
  for (const [index, [before, after]] of around.entries()) {
    await keyboard.insertText(before + after)
    for (const _ of after) await keyboard.press("ArrowLeft")
    await keyboard.type("@")
    await menuOf(room).getByRole("option", { name: "王" }).waitFor()
    await keyboard.type("zo")
    await menuOf(room).getByRole("option", { name: "王" }).waitFor({ state: "hidden" })
    await keyboard.press("Enter")
    await room.composer.locator(".mention").waitFor()

    const message = await sent(room, `tea ${index}`)
    expect(message.text).toBe(`${before}Zoë O’Neill${after} tea ${index}`)
  }
})

test("sends a typed address as one link, with its stars", async () => {
  await using room = await openPage("Links")
  const { keyboard } = room.page
  const addresses = [
    "https://site.example/*x*/y",
    "http://www.site.example/?x=*",
    "https://site.example/__a__/~~b~~",
    "https://site.example/Tea_(drink)",
  ]
  for (const address of addresses) {
    await room.composer.focus()
    await keyboard.type(`(see ${address}) for more`)
    await keyboard.press("Enter")
    const link = room.stored(address).getByRole("link", { name: address, exact: true })
    await link.waitFor()
    expect(await link.getAttribute("href")).toBe(address)
    const formats = room.stored(address).locator(".message__presentation").locator("em, i, b, s")
    expect(await formats.count()).toBe(0)
  }
})
