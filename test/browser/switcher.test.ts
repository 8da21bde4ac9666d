import { expect, test } from "bun:test"
import type { Page } from "playwright-core"
import { accessibilityErrors } from "../support/axe"
import { eventually } from "../support/timeouts"
import { pageReady, storeUsers } from "./keyboard"
import { addRoom, openRoomPage, post, type Room, startWithTwoUsers } from "./room"

const dialog = (page: Page) => page.getByRole("dialog", { name: "Jump to a room or person" })
const input = (page: Page) => page.getByRole("combobox", { name: "Room or person" })
const options = (page: Page) => dialog(page).getByRole("option")
const chosen = (page: Page) => dialog(page).getByRole("option", { selected: true })

async function openSwitcher({ page }: Room) {
  await pageReady(page)
  await page.keyboard.press("Control+k")
  await options(page).first().waitFor()
}

test("opens a room by a few letters with the keyboard", async () => {
  await using scene = await startWithTwoUsers()
  await addRoom(scene.server, "Kitchen")
  const cafe = await addRoom(scene.server, "Café Crème")
  await using ada = await openRoomPage(scene.server, scene.ada)

  await openSwitcher(ada)
  await ada.page.keyboard.type("cre")
  expect(await options(ada.page).allInnerTexts()).toEqual(["Café Crème"])
  await ada.page.keyboard.press("Enter")

  await ada.page.locator("#nav").getByRole("heading", { name: "Café Crème" }).waitFor()
  expect(ada.page.url()).toEndWith(`/rooms/${cafe.id}`)
  expect(await dialog(ada.page).count()).toBe(0)
  expect(ada.person.errors).toEqual([])
})

test("lists the previous room first, so that Enter switches back", async () => {
  await using scene = await startWithTwoUsers()
  const kitchen = await addRoom(scene.server, "Kitchen")
  await addRoom(scene.server, "Attic")
  await using ada = await openRoomPage(scene.server, scene.ada)
  await ada.page.goto(`/rooms/${kitchen.id}`)
  await ada.ready()

  await openSwitcher(ada)
  expect(await chosen(ada.page).innerText()).toBe("All Talk")
  await ada.page.keyboard.press("Enter")
  await ada.page.waitForURL("**/rooms/1")
  await ada.ready()
  await openSwitcher(ada)
  await eventually(async () => (await chosen(ada.page).innerText()) === "Kitchen")
})

test("moves through the options with arrow keys, and restores the focus on Escape", async () => {
  await using scene = await startWithTwoUsers()
  await addRoom(scene.server, "Kitchen")
  await using ada = await openRoomPage(scene.server, scene.ada)

  await openSwitcher(ada)
  const names = await options(ada.page).locator(".switcher__name").allInnerTexts()
  expect(names).toEqual(["Kitchen", "Bob Noyce"])
  for (const name of ["Bob Noyce", "Kitchen", "Bob Noyce"]) {
    await ada.page.keyboard.press("ArrowDown")
    expect(await chosen(ada.page).locator(".switcher__name").innerText()).toBe(name)
    const active = await input(ada.page).getAttribute("aria-activedescendant")
    expect(active).toBe(await chosen(ada.page).getAttribute("id"))
  }
  await ada.page.keyboard.press("Escape")

  await dialog(ada.page).waitFor({ state: "hidden" })
  await ada.page.keyboard.type("still here")
  expect(await ada.composer.innerText()).toContain("still here")
})

test("marks unread rooms, also for screen readers", async () => {
  await using scene = await startWithTwoUsers()
  const kitchen = await addRoom(scene.server, "Kitchen")
  await using ada = await openRoomPage(scene.server, scene.ada, { at: `/rooms/${kitchen.id}` })
  await post(scene.bob, "Kettle’s on")

  await openSwitcher(ada)

  expect(await options(ada.page).first().innerText()).toMatch(/All Talk\s+Unread/)
})

test("starts a direct message with a person who has none", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openRoomPage(scene.server, scene.ada)

  await openSwitcher(ada)
  await ada.page.keyboard.type("bob")
  await ada.page.keyboard.press("Enter")
  await ada.page.waitForURL("**/rooms/2")
  await ada.ready()

  await openSwitcher(ada)
  await ada.page.keyboard.type("bob")
  await dialog(ada.page).locator("a[role=option]", { hasText: "Bob Noyce" }).waitFor()
  expect(await options(ada.page).count()).toBe(1)
})

test("reports that nothing matches, and ignores Enter", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openRoomPage(scene.server, scene.ada)

  await openSwitcher(ada)
  await ada.page.keyboard.type("zzz")

  await dialog(ada.page).getByText("No room or person by that name").waitFor()
  await ada.page.keyboard.press("Enter")
  expect(await dialog(ada.page).count()).toBe(1)
})

test("searches on the server when the browser has only a part, and waits on Enter", async () => {
  await using scene = await startWithTwoUsers()
  await storeUsers(scene.server, 600)
  const last = await addRoom(scene.server, "Zebra crossing")
  await using ada = await openRoomPage(scene.server, scene.ada)

  await openSwitcher(ada)
  await ada.page.keyboard.type("extra 599", { delay: 0 })
  await dialog(ada.page).getByRole("option", { name: "Extra 599" }).waitFor()
  await input(ada.page).fill("")
  await ada.page.keyboard.type("zebra")
  await ada.page.keyboard.press("Enter")

  await ada.page.waitForURL(`**/rooms/${last.id}`)
  expect(ada.person.errors).toEqual([])
})

test("ignores keys of an input method", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openRoomPage(scene.server, scene.ada)

  await openSwitcher(ada)
  await input(ada.page).dispatchEvent("keydown", { key: "Enter", isComposing: true })

  expect(await dialog(ada.page).count()).toBe(1)
  expect(ada.page.url()).toEndWith("/rooms/1")
})

test("has no accessibility errors in both themes", async () => {
  await using scene = await startWithTwoUsers()
  await addRoom(scene.server, "Kitchen")
  for (const colorScheme of ["light", "dark"] as const) {
    await using ada = await openRoomPage(scene.server, scene.ada, { colorScheme })
    await openSwitcher(ada)
    await ada.page.keyboard.type("k")

    expect(await accessibilityErrors(ada.page, "#switcher")).toEqual([])
  }
})
