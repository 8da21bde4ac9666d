import { afterAll, beforeAll, expect, test } from "bun:test"
import type { Locator, Page } from "playwright-core"
import type { Room } from "../../src/rooms/room"
import type { User } from "../../src/users/user"
import { type BrowserOptions, closeBrowser, openBrowser } from "../support/browser"
import { type Hearth, openHearth } from "../support/hearth"
import { createMember, createMessage, openRoom, scene, userById } from "../support/scene"
import { eventually } from "../support/timeouts"
import { copyConfirmed, pageReady } from "./keyboard"

/** More than the focusable elements of any page. */
const MOST_STOPS = 150

let hearth: Hearth
let ada: User
let bea: User
let hall: Room

beforeAll(async () => {
  hearth = await openHearth()
  ;({ ada, bea, hall } = await scene())
})
afterAll(async () => {
  await closeBrowser()
  await hearth.close()
})

test("focuses the skip link first on every page", async () => {
  await using somebody = await sit(bea, "/account/edit")
  const { page } = somebody

  await page.keyboard.press("Tab")
  expect(await page.locator(":focus").innerText()).toBe("Skip to main content")
  await page.keyboard.press("Enter")

  await page.locator("#main-content:focus").waitFor({ state: "attached" })
})

test("creates a room with members, and renames it", async () => {
  await using somebody = await sit(ada, "/rooms/1")
  const { page } = somebody

  await walk(page, page.getByRole("link", { name: "New Chat Room" }), "Enter")
  await page.waitForURL("**/rooms/opens/new")
  await walk(page, page.getByRole("textbox", { name: "Name this room" }))
  await page.keyboard.type("Teahouse")
  await walk(page, page.getByRole("link", { name: "Give only some access to this room" }), "Enter")
  await page.waitForURL("**/rooms/closeds/new")
  await walk(page, page.getByRole("checkbox", { name: "Give Bea access to this room" }), "Space")
  await walk(page, page.getByRole("button", { name: "Save" }), "Enter")
  await page.getByRole("heading", { name: "Teahouse" }).waitFor()

  await walk(page, page.getByRole("link", { name: "Settings for this room" }), "Enter")
  await page.waitForURL("**/rooms/closeds/*/edit")
  await walk(page, page.getByRole("textbox", { name: "Name this room" }))
  await page.keyboard.press("Control+a")
  await page.keyboard.type("Coffeehouse")
  await page.keyboard.press("Enter")

  await page.getByRole("heading", { name: "Coffeehouse" }).waitFor()
  await page.getByRole("link", { name: "Coffeehouse" }).waitFor()
  expect(somebody.errors).toEqual([])
})

test("switches the bell through its levels, and keeps the focus on it", async () => {
  await using somebody = await sit(bea, "/rooms/1")
  const { page } = somebody

  await walk(page, page.getByRole("button", { name: "Notifying about @ mentions" }), "Enter")
  for (const state of [
    "Notifying about all messages",
    "Notifications are off",
    "Notifications are off and room invisible in sidebar",
    "Notifying about @ mentions",
  ]) {
    const bell = page.getByRole("button", { name: state, exact: true })
    await eventually(() => isFocused(bell), `the focus on “${state}”`)
    if (state !== "Notifying about @ mentions") await page.keyboard.press("Space")
  }
  expect(somebody.errors).toEqual([])
})

test("starts a direct message", async () => {
  await using somebody = await sit(bea, "/rooms/1")
  const { page } = somebody

  await walk(page, page.getByRole("link", { name: "New Ping" }), "Enter")
  await eventually(() => isFocused(page.getByRole("combobox", { name: "People to ping" })))
  await page.keyboard.type("ad")
  await page.getByRole("option", { name: "Ada" }).waitFor()
  await page.keyboard.press("Enter")
  await walk(page, page.getByRole("button", { name: "Start Ping" }), "Enter")

  await page.getByRole("heading", { name: "Ping with Ada" }).waitFor()
  expect(somebody.errors).toEqual([])
})

test("keeps the people picker open while messages arrive", async () => {
  for (let number = 1; number <= 20; number++)
    await createMessage(hall, ada, `<p>Talk ${number}</p>`)
  await using somebody = await sit(bea, "/rooms/1")
  const { page } = somebody
  const scrolled = () => page.locator(".messages").evaluate(({ scrollTop }) => scrollTop)

  await page.locator("[channel=RoomMessagesChannel][connected]").waitFor({ state: "attached" })
  await walk(page, page.getByRole("link", { name: "New Ping" }), "Enter")
  await eventually(() => isFocused(page.getByRole("combobox", { name: "People to ping" })))
  await page.keyboard.type("ad")
  await page.getByRole("option", { name: "Ada" }).waitFor()
  const before = await eventually(scrolled)
  await (await hearth.clientFor(ada)).post("/rooms/1/messages", { "message[body]": "News" })
  await page.locator(".message").filter({ hasText: "News" }).waitFor()
  await eventually(async () => (await scrolled()) > before)

  await page.keyboard.press("Enter")
  await page.getByRole("button", { name: "Remove Ada" }).waitFor()
  expect(somebody.errors).toEqual([])
})

test("opens, closes and uses the room drawer on a small screen", async () => {
  const attic = await openRoom(ada, "Attic")
  await using somebody = await sit(bea, "/rooms/1", { viewport: { width: 375, height: 720 } })
  const { page } = somebody
  const menu = page.getByRole("button", { name: "Open menu" })

  await walk(page, menu, "Enter")
  await page.getByRole("link", { name: "Attic" }).waitFor()
  await page.keyboard.press("Escape")
  await page.locator("#user_sidebar[inert]").waitFor({ state: "attached" })
  expect(await isFocused(menu)).toBe(true)

  await page.keyboard.press("Enter")
  await walk(page, page.getByRole("link", { name: "Attic" }), "Enter")

  await page.waitForURL(`**/rooms/${attic.id}`)
  await page.getByRole("heading", { name: "Attic" }).waitFor()
  await page.locator("#user_sidebar[inert]").waitFor({ state: "attached" })
  expect(somebody.errors).toEqual([])
})

test("edits the profile", async () => {
  await using somebody = await sit(bea, "/rooms/1")
  const { page } = somebody

  await walk(page, page.getByRole("link", { name: "My Settings" }), "Enter")
  await page.waitForURL("**/users/me/profile")
  await walk(page, page.getByRole("textbox", { name: "About you" }))
  await page.keyboard.type("Bees, mostly")
  await walk(page, page.getByRole("button", { name: "Save changes" }), "Enter")

  await page.getByRole("alert").filter({ hasText: "Saved" }).waitFor({ state: "attached" })
  expect((await userById(bea.id)).bio).toBe("Bees, mostly")
  expect(somebody.errors).toEqual([])
})

test("copies the join link", async () => {
  await using somebody = await sit(bea, "/rooms/1", {
    permissions: ["clipboard-read", "clipboard-write"],
  })
  const { page } = somebody

  await walk(page, page.getByRole("link", { name: "Account Settings" }), "Enter")
  await page.waitForURL("**/account/edit")
  const told = copyConfirmed(page)
  await walk(page, page.getByRole("button", { name: "Copy join link" }), "Enter")

  await told
  const link = await page.getByLabel("Share to invite more people").inputValue()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link)
})

test("finds, bans and unbans a person", async () => {
  await createMember("Bad Penny")
  await using somebody = await sit(ada, "/account/edit")
  const { page } = somebody
  page.on("dialog", (dialog) => void dialog.accept())

  await walk(page, page.getByRole("link", { name: "Bad Penny" }).first(), "Enter")
  await walk(page, page.getByRole("button", { name: "Ban Bad Penny" }), "Enter")
  await walk(page, page.getByRole("button", { name: "Remove ban" }), "Enter")

  await page.getByRole("button", { name: "Ban Bad Penny" }).waitFor()
  expect(somebody.errors).toEqual([])
})

async function sit(as: User, path: string, options: BrowserOptions = {}) {
  const somebody = await openBrowser(hearth.server, { as: await hearth.clientFor(as), ...options })
  await somebody.page.goto(path)
  await pageReady(somebody.page)
  return somebody
}

/** Presses Tab until the element has the focus, then `key` if given. */
async function walk(page: Page, to: Locator, key?: string) {
  await to.waitFor()
  for (let stops = 0; !(await isFocused(to)); stops++) {
    if (stops === MOST_STOPS) throw new Error(`Tab does not lead to ${to}`)
    await page.keyboard.press("Tab")
  }
  if (key) await page.keyboard.press(key)
}

const isFocused = async (what: Locator) =>
  (await what.count()) > 0 && what.evaluate((element) => element.matches(":focus"))
