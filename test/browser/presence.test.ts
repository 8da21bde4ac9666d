import { expect, test } from "bun:test"
import type { Page } from "playwright-core"
import type { User } from "../../src/users/user"
import { type BrowserOptions, openBrowser } from "../support/browser"
import { openHearth } from "../support/hearth"
import { createMember, membershipOf, openRoom, scene } from "../support/scene"
import { eventually } from "../support/timeouts"

type HearthScene = Awaited<ReturnType<typeof openHearthScene>>

async function openHearthScene() {
  const hearth = await openHearth()
  return { ...hearth, ...(await scene()), [Symbol.asyncDispose]: hearth.close }
}

async function openRoomPage(hearth: HearthScene, person: User, options: BrowserOptions = {}) {
  const somebody = await openBrowser(hearth.server, {
    as: await hearth.clientFor(person),
    ...options,
  })
  await somebody.page.goto(`/rooms/${hearth.hall.id}`)
  await somebody.page.locator("#presences:not([hidden])").waitFor()
  await ready(somebody.page)
  return somebody
}

const ready = (page: Page) => page.locator("lexxy-editor[connected]:not(:has(textarea))").waitFor()

const here = (page: Page) => page.locator(".presence__name").allTextContents()
const away = (page: Page) =>
  page.locator(".presence[data-state=away] .presence__name").allTextContents()

/** Sets the page's visibility, as a change of tabs would. */
async function look(page: Page, state: "visible" | "hidden") {
  await page.evaluate((now) => {
    Object.defineProperty(document, "visibilityState", { value: now, configurable: true })
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }))
  }, state)
}

test("shows the names of present people, and announces their number", async () => {
  await using hearth = await openHearthScene()
  await using hers = await openRoomPage(hearth, hearth.ada)
  await eventually(async () => (await here(hers.page)).join() === "Ada")

  await using his = await openRoomPage(hearth, hearth.bea)

  await eventually(async () => (await here(hers.page)).join() === "Ada,Bea")
  await eventually(async () => (await here(his.page)).join() === "Ada,Bea")
  await hers.page.locator("#presences summary", { hasText: "2" }).press("Enter")
  await hers.page.locator(".presence__name", { hasText: "Bea" }).waitFor()
  await hers.page.keyboard.press("Escape")
  await hers.page.locator("#presences:not([open])").waitFor()

  await his.page.goto("about:blank")
  await eventually(async () => (await here(hers.page)).join() === "Ada")
  expect([...hers.errors, ...his.errors]).toEqual([])
})

test("marks a person away after five hidden seconds, and present again on return", async () => {
  await using hearth = await openHearthScene()
  const { ada, bea, hall } = hearth
  await using hers = await openRoomPage(hearth, ada)
  await using his = await openRoomPage(hearth, bea)

  await look(his.page, "hidden")
  await look(his.page, "visible")
  await look(his.page, "hidden")
  expect(await away(hers.page)).toEqual([])
  await eventually(async () => (await away(hers.page)).join() === "Bea", "Bea to be away")
  const client = await hearth.clientFor(ada)
  await client.post(`/rooms/${hall.id}/messages`, {
    "message[body]": "<p>News</p>",
    "message[client_message_id]": crypto.randomUUID(),
  })
  expect(await membershipOf(hall, bea)).not.toMatchObject({ unread_at: null })

  await look(his.page, "visible")
  await eventually(async () => (await away(hers.page)).length === 0, "Bea to be back")
  await eventually(async () => (await membershipOf(hall, bea)).unread_at === null)
})

test("leaves a room unread in a tab that was never visible", async () => {
  await using hearth = await openHearthScene()
  const { ada, bea, hall } = hearth
  const client = await hearth.clientFor(ada)
  await client.post(`/rooms/${hall.id}/messages`, {
    "message[body]": "<p>News</p>",
    "message[client_message_id]": crypto.randomUUID(),
  })
  await using his = await openBrowser(hearth.server, { as: await hearth.clientFor(bea) })
  await his.page.addInitScript(() =>
    Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true }),
  )
  await his.page.goto(`/rooms/${hall.id}`)
  await his.page.locator("[channel=RoomMessagesChannel][connected]").waitFor({ state: "attached" })
  expect(await membershipOf(hall, bea)).not.toMatchObject({ unread_at: null })

  await look(his.page, "visible")

  await eventually(async () => (await membershipOf(hall, bea)).unread_at === null)
})

test("shows who is typing until they send, stop or pause", async () => {
  await using hearth = await openHearthScene()
  await using hers = await openRoomPage(hearth, hearth.ada)
  await using his = await openRoomPage(hearth, hearth.bea)
  const line = hers.page.locator(".typing-indicator")
  const write = async (text: string) => {
    await his.page.getByRole("textbox", { name: "Write a message" }).pressSequentially(text)
  }

  await eventually(async () => {
    await write("Hey ")
    return line.getByText("Bea is typing…").isVisible()
  }, "Bea to be seen typing")
  expect(await line.locator("[aria-live=polite]").count()).toBe(1)
  expect(await his.page.locator(".typing-indicator").innerText()).toBe("")
  await his.page.keyboard.press("Enter")
  await line.getByText("Bea is typing…").waitFor({ state: "detached" })

  await write("again")
  await line.getByText("Bea is typing…").waitFor()
  for (let key = 0; key < "again".length; key++) await his.page.keyboard.press("Backspace")
  await line.getByText("Bea is typing…").waitFor({ state: "detached" })

  await write("and then silence")
  await line.getByText("Bea is typing…").waitFor()
  await line.getByText("Bea is typing…").waitFor({ state: "detached" })
  expect([...hers.errors, ...his.errors]).toEqual([])
})

test("shows typing and presence of the same room only", async () => {
  await using hearth = await openHearthScene()
  const { ada, bea } = hearth
  const den = await openRoom(ada, "Den")
  await createMember("Nobody")
  await using hers = await openRoomPage(hearth, ada)
  await using his = await openRoomPage(hearth, bea)
  await eventually(async () => (await here(hers.page)).join() === "Ada,Bea")

  await his.page.locator(`#list_room_${den.id}`).click()

  await eventually(async () => (await here(his.page)).join() === "Bea")
  await eventually(async () => (await here(hers.page)).join() === "Ada")
})
