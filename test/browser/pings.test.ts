import { expect, test } from "bun:test"
import type { Page } from "playwright-core"
import { startDirect } from "../../src/rooms/room"
import type { User } from "../../src/users/user"
import { type BrowserOptions, openBrowser } from "../support/browser"
import { openHearth } from "../support/hearth"
import { createMember, createMessage, openRoom, scene } from "../support/scene"
import { eventually } from "../support/timeouts"

type HearthScene = Awaited<ReturnType<typeof openHearthScene>>

async function openHearthScene() {
  const hearth = await openHearth()
  const people = await scene()
  return {
    ...hearth,
    ...people,
    cy: await createMember("Cy Dee"),
    hall: people.hall,
    [Symbol.asyncDispose]: hearth.close,
  }
}

/** Opens the hall in a browser, and waits for the sidebar and its streams. */
async function openRoomPage(hearth: HearthScene, person: User, options: BrowserOptions = {}) {
  const somebody = await openBrowser(hearth.server, {
    as: await hearth.clientFor(person),
    ...options,
  })
  await somebody.page.goto(`/rooms/${hearth.hall.id}`)
  await streamsConnected(somebody.page)
  return somebody
}

const streamsConnected = (page: Page) =>
  page
    .locator("#user_sidebar turbo-cable-stream-source[connected]")
    .nth(1)
    .waitFor({ state: "attached" })

/** The field gets the focus when its controller has connected. */
const fieldFocused = (page: Page) => page.locator("#new_ping_people:focus").waitFor()

const chosen = (page: Page) => page.locator(".autocomplete__name").allInnerTexts()
const offered = (page: Page) => page.locator("suggestion-option").allInnerTexts()

test("starts a direct message by keyboard, and adds it to the sidebars of its members", async () => {
  await using hearth = await openHearthScene()
  const { ada, bea } = hearth
  await createMember("Carl Gustav Dee")
  await using hers = await openRoomPage(hearth, ada)
  await using his = await openRoomPage(hearth, bea)
  const { page } = hers

  await page.getByRole("link", { name: "New Ping" }).press("Enter")
  const field = page.getByRole("combobox", { name: "People to ping" })
  await fieldFocused(page)
  await page.keyboard.type("a")
  await page.getByRole("option").first().waitFor()
  expect(await offered(page)).toEqual(["Bea", "Carl Gustav Dee"])
  expect(await field.getAttribute("aria-expanded")).toBe("true")
  await page.keyboard.press("Enter")
  await page.keyboard.type("carl gustav")
  await eventually(async () => (await offered(page)).join() === "Carl Gustav Dee")
  await page.keyboard.press("Tab")
  expect(await chosen(page)).toEqual(["Bea", "Carl Gustav Dee"])

  await page.keyboard.press("Backspace")
  expect(await chosen(page)).toEqual(["Bea"])
  await page.keyboard.type("dee")
  await eventually(async () => (await offered(page)).join() === "Carl Gustav Dee,Cy Dee")
  await page.keyboard.press("ArrowDown")
  await page.keyboard.press("Enter")
  expect(await chosen(page)).toEqual(["Bea", "Cy Dee"])
  await page.getByRole("button", { name: "Start Ping" }).press("Enter")

  await page.getByRole("heading", { name: "Ping with Bea and Cy Dee" }).waitFor()
  await page.locator("#direct_rooms [aria-current=page]").waitFor()
  expect(await page.locator("#new_ping").count()).toBe(0)
  await his.page.getByRole("link", { name: "Ping with Ada and Cy Dee" }).waitFor()
  expect([...hers.errors, ...his.errors]).toEqual([])
})

test("picks the typed person on Enter, also before the suggestions arrive", async () => {
  await using hearth = await openHearthScene()
  await using hers = await openRoomPage(hearth, hearth.ada)
  const { page } = hers
  await page.getByRole("link", { name: "New Ping" }).click()
  await fieldFocused(page)

  await page.keyboard.type("be")
  await page.keyboard.press("Enter")
  await eventually(async () => (await chosen(page)).join() === "Bea")
  await page.keyboard.type("c")
  await page.getByRole("option").first().waitFor()
  const gate = Promise.withResolvers<void>()
  await page.route("**/autocompletable/users*", async (route) => {
    await gate.promise
    await route.continue()
  })
  await createMember("Carla")
  await page.keyboard.type("arl")
  await page.keyboard.press("Enter")
  gate.resolve()

  await eventually(async () => (await chosen(page)).join() === "Bea,Carla")
  await page.locator("suggestion-select").waitFor({ state: "detached" })
  expect(await page.locator("#new_ping_error").isVisible()).toBe(false)
  expect(hers.errors).toEqual([])
})

test("shows an error for a direct message without people, and returns to the sidebar on Escape", async () => {
  await using hearth = await openHearthScene()
  await using hers = await openRoomPage(hearth, hearth.ada)
  const { page } = hers

  await page.getByRole("link", { name: "New Ping" }).click()
  await fieldFocused(page)
  await page.getByRole("button", { name: "Start Ping" }).click()
  await page.getByText("Choose somebody to ping first.").waitFor()
  expect(page.url()).toEndWith(`/rooms/${hearth.hall.id}`)

  await page.keyboard.type("be")
  await page.getByRole("option", { name: "Bea" }).click()
  expect(await chosen(page)).toEqual(["Bea"])
  await page.getByRole("button", { name: "Remove Bea" }).click()
  expect(await chosen(page)).toEqual([])
  await page.keyboard.type("be")
  // The list of the last pick is shown a moment longer, so this waits for the next one.
  await page.locator("#new_ping_people[aria-expanded=true]").waitFor()
  await page.keyboard.press("Escape")
  await page.locator("suggestion-select").waitFor({ state: "detached" })
  expect(await page.locator("#new_ping").count()).toBe(1)
  await page.keyboard.press("Escape")

  await page.getByRole("link", { name: "New Ping" }).waitFor()
  expect(await page.locator("#new_ping").count()).toBe(0)
  await page.waitForFunction(() => document.activeElement?.textContent?.includes("New Ping"))
  expect(hers.errors).toEqual([])
})

test("starts a direct message with a click on an avatar, and adds a row for both people", async () => {
  await using hearth = await openHearthScene()
  const { ada, bea } = hearth
  await using hers = await openRoomPage(hearth, ada)
  await using his = await openRoomPage(hearth, bea)
  const face = his.page.locator(`#ping_user_${ada.id}`)
  await face.waitFor()

  await hers.page.getByRole("button", { name: "Start a ping with Bea" }).click()

  await hers.page.getByRole("heading", { name: "Ping with Bea" }).waitFor()
  await his.page.getByRole("link", { name: "Ping with Ada" }).waitFor()
  await face.waitFor({ state: "detached" })
  await hers.page.getByRole("link", { name: "Ping with Bea" }).waitFor()
  await hers.page.locator(`#ping_user_${bea.id}`).waitFor({ state: "detached" })
})

test("moves an unread direct message to the front, and keeps the order of named rooms", async () => {
  await using hearth = await openHearthScene()
  const { ada, bea, cy, hall } = hearth
  const [attic, zoo] = [await openRoom(ada, "attic"), await openRoom(ada, "Zoo")]
  const withBea = await startDirect(ada, [bea.id])
  const withCy = await startDirect(ada, [cy.id])
  await using hers = await openRoomPage(hearth, ada)
  const { page } = hers
  const order = (list: string) =>
    page.locator(`#${list} a`).evaluateAll((rows) => rows.map((row) => Number(row.dataset.roomId)))
  expect(await order("direct_rooms")).toEqual([withCy.id, withBea.id])

  // Posted in the test's process, which holds the sockets.
  await sayThere(hearth, bea, withBea.id)
  await sayThere(hearth, bea, zoo.id)

  await page.locator(`#list_room_${withBea.id}.unread`).waitFor()
  await page.locator(`#list_room_${zoo.id}.unread`).waitFor()
  await eventually(async () => (await order("direct_rooms"))[0] === withBea.id)
  expect(await order("shared_rooms")).toEqual([hall.id, attic.id, zoo.id])
  expect(await page.locator("#user_sidebar .unread").count()).toBe(2)
  expect(await page.locator(`#list_room_${withBea.id}`).getAttribute("title")).toBe("Bea")
  await page.getByRole("link", { name: "Ping with Bea unread" }).waitFor()

  await sayThere(hearth, ada, withCy.id)
  await eventually(async () => (await order("direct_rooms"))[0] === withCy.id)
  expect(await page.locator(`#list_room_${withCy.id}.unread`).count()).toBe(0)
  await createMessage(hall, ada, "goodbye")
})

async function sayThere(hearth: HearthScene, person: User, room_id: number) {
  const client = await hearth.clientFor(person)
  const form = { "message[body]": "<p>Hi</p>", "message[client_message_id]": crypto.randomUUID() }
  const answer = await client.post(`/rooms/${room_id}/messages`, form)
  if (!answer.ok) throw new Error(`${answer.status}`)
}
