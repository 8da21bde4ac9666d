import { expect, test } from "bun:test"
import type { Page } from "playwright-core"
import { eventually } from "../support/timeouts"
import { addRoom, openRoomPage, post, startWithTwoUsers } from "./room"

const NARROW = { viewport: { width: 390, height: 800 } }

test("marks a room with new messages unread, and read everywhere when it is opened", async () => {
  await using scene = await startWithTwoUsers()
  const den = await addRoom(scene.server, "Den")
  const den_path = `/rooms/${den.id}`
  await using desk = await openRoomPage(scene.server, scene.bob, { at: den_path })
  await using phone = await openRoomPage(scene.server, scene.bob, { at: den_path })
  const hall = "#list_room_1"

  await sidebarFlows(desk.page)
  await sidebarFlows(phone.page)
  await post(scene.ada, "anybody here?")
  await desk.page.locator(`${hall}.unread`).waitFor()
  await phone.page.locator(`${hall}.unread`).waitFor()
  await desk.page.locator(hall).click()

  await desk.message("anybody here?").waitFor()
  await desk.page.locator(`${hall}:not(.unread)[aria-current=page]`).waitFor()
  await phone.page.locator(`${hall}:not(.unread)`).waitFor()
  expect(await desk.page.locator("[aria-current=page]").count()).toBe(1)
  expect([...desk.person.errors, ...phone.person.errors]).toEqual([])
})

test("keeps streams single and live after visits to another room and back", async () => {
  await using scene = await startWithTwoUsers()
  const den = await addRoom(scene.server, "Den")
  await using bob = await openRoomPage(scene.server, scene.bob)
  await bob.send("in the hall")
  await bob.stored("in the hall").waitFor()

  await bob.page.locator(`#list_room_${den.id}`).click()
  await bob.page.waitForURL(`**/rooms/${den.id}`)
  await bob.ready()
  await bob.send("in the den")
  await bob.stored("in the den").waitFor()
  await bob.expectTexts("in the den")
  await bob.page.goBack()
  await bob.page.waitForURL("**/rooms/1")
  await bob.ready()
  await post(scene.ada, "welcome back")

  await bob.expectTexts("in the hall", "welcome back")
  await bob.send("thanks")
  await bob.expectTexts("in the hall", "welcome back", "thanks")
  await eventually(
    async () => (await bob.page.locator("turbo-cable-stream-source[connected]").count()) === 3,
  )
  expect(await bob.page.locator("turbo-cable-stream-source").count()).toBe(3)
  expect(bob.person.errors).toEqual([])
})

test("shows the sidebar as a drawer on a narrow screen, inert while closed", async () => {
  await using scene = await startWithTwoUsers()
  await using bob = await openRoomPage(scene.server, scene.bob, NARROW)
  const { page } = bob
  const drawer = page.locator("#user_sidebar")

  expect(await drawer.evaluate((element: HTMLElement) => element.inert)).toBe(true)
  await page.getByRole("button", { name: "Open menu" }).click()
  await page.locator("#sidebar.open").waitFor({ state: "attached" })
  await page.locator("#list_room_1").waitFor()
  expect(await drawer.evaluate((element: HTMLElement) => element.inert)).toBe(false)
  expect(await page.locator("[aria-controls=user_sidebar]").getAttribute("aria-expanded")).toBe(
    "true",
  )
  await page.keyboard.press("Escape")

  await page.locator("#sidebar:not(.open)").waitFor({ state: "attached" })
  expect(await page.locator("[aria-controls]:focus").getAttribute("aria-expanded")).toBe("false")
})

test("shows the sidebar always on a wide screen", async () => {
  await using scene = await startWithTwoUsers()
  await using bob = await openRoomPage(scene.server, scene.bob, NARROW)

  await bob.page.setViewportSize({ width: 1400, height: 900 })

  await bob.page.locator("#user_sidebar:not([inert])").waitFor()
  await bob.page.locator("#list_room_1").waitFor()
})

function sidebarFlows(page: Page) {
  return page
    .locator("#user_sidebar turbo-cable-stream-source[connected]")
    .nth(1)
    .waitFor({ state: "attached" })
}
