import { expect, test } from "bun:test"
import type { Page } from "playwright-core"
import { accessibilityErrors } from "../support/axe"
import { eventually } from "../support/timeouts"
import { crowd, pageReady } from "./keyboard"
import { addRoom, enter, post, type Room, twoPeople } from "./room"

const dialog = (page: Page) => page.getByRole("dialog", { name: "Jump to a room or person" })
const input = (page: Page) => page.getByRole("combobox", { name: "Room or person" })
const options = (page: Page) => dialog(page).getByRole("option")
const chosen = (page: Page) => dialog(page).getByRole("option", { selected: true })

async function openSwitcher({ page }: Room) {
  await pageReady(page)
  await page.keyboard.press("Control+k")
  await options(page).first().waitFor()
}

test("a room is a few letters away, without a mouse", async () => {
  await using scene = await twoPeople()
  await addRoom(scene.server, "Kitchen")
  const cafe = await addRoom(scene.server, "Café Crème")
  await using ada = await enter(scene.server, scene.ada)

  await openSwitcher(ada)
  await ada.page.keyboard.type("cre")
  expect(await options(ada.page).allInnerTexts()).toEqual(["Café Crème"])
  await ada.page.keyboard.press("Enter")

  await ada.page.locator("#nav").getByRole("heading", { name: "Café Crème" }).waitFor()
  expect(ada.page.url()).toEndWith(`/rooms/${cafe.id}`)
  expect(await dialog(ada.page).count()).toBe(0)
  expect(ada.person.errors).toEqual([])
})

test("the room before is the first one offered, so that Enter goes back and forth", async () => {
  await using scene = await twoPeople()
  const kitchen = await addRoom(scene.server, "Kitchen")
  await addRoom(scene.server, "Attic")
  await using ada = await enter(scene.server, scene.ada)
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

test("arrows go through what is offered, and Escape gives the focus back", async () => {
  await using scene = await twoPeople()
  await addRoom(scene.server, "Kitchen")
  await using ada = await enter(scene.server, scene.ada)

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

test("unread rooms are marked, in words too", async () => {
  await using scene = await twoPeople()
  const kitchen = await addRoom(scene.server, "Kitchen")
  await using ada = await enter(scene.server, scene.ada, { at: `/rooms/${kitchen.id}` })
  await post(scene.bob, "Kettle’s on")

  await openSwitcher(ada)

  expect(await options(ada.page).first().innerText()).toMatch(/All Talk\s+Unread/)
})

test("somebody without a ping gets one", async () => {
  await using scene = await twoPeople()
  await using ada = await enter(scene.server, scene.ada)

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

test("what nobody is called is said, and Enter then does nothing", async () => {
  await using scene = await twoPeople()
  await using ada = await enter(scene.server, scene.ada)

  await openSwitcher(ada)
  await ada.page.keyboard.type("zzz")

  await dialog(ada.page).getByText("No room or person by that name").waitFor()
  await ada.page.keyboard.press("Enter")
  expect(await dialog(ada.page).count()).toBe(1)
})

test("among more than a browser is given, the server looks; Enter waits for its answer", async () => {
  await using scene = await twoPeople()
  await crowd(scene.server, 600)
  const last = await addRoom(scene.server, "Zebra crossing")
  await using ada = await enter(scene.server, scene.ada)

  await openSwitcher(ada)
  await ada.page.keyboard.type("extra 599", { delay: 0 })
  await dialog(ada.page).getByRole("option", { name: "Extra 599" }).waitFor()
  await input(ada.page).fill("")
  await ada.page.keyboard.type("zebra")
  await ada.page.keyboard.press("Enter")

  await ada.page.waitForURL(`**/rooms/${last.id}`)
  expect(ada.person.errors).toEqual([])
})

test("letters of an input method are not keys", async () => {
  await using scene = await twoPeople()
  await using ada = await enter(scene.server, scene.ada)

  await openSwitcher(ada)
  await input(ada.page).dispatchEvent("keydown", { key: "Enter", isComposing: true })

  expect(await dialog(ada.page).count()).toBe(1)
  expect(ada.page.url()).toEndWith("/rooms/1")
})

test("nothing in it is a barrier, by day and by night", async () => {
  await using scene = await twoPeople()
  await addRoom(scene.server, "Kitchen")
  for (const colorScheme of ["light", "dark"] as const) {
    await using ada = await enter(scene.server, scene.ada, { colorScheme })
    await openSwitcher(ada)
    await ada.page.keyboard.type("k")

    expect(await accessibilityErrors(ada.page, "#switcher")).toEqual([])
  }
})
