import { expect, test } from "bun:test"
import { accessibilityErrors } from "../support/axe"
import { eventually } from "../support/timeouts"
import { pageReady } from "./keyboard"
import {
  addRoom,
  BOB,
  openRoomPage,
  post,
  type Room,
  startWithTwoUsers,
  storeMessages,
} from "./room"

const sheet = ({ page }: Room) => page.getByRole("dialog", { name: "Keyboard shortcuts" })

/** All Talk is room 1; the sidebar lists All Talk, Attic, Kitchen. */
async function threeRooms() {
  const scene = await startWithTwoUsers()
  const kitchen = await addRoom(scene.server, "Kitchen")
  const attic = await addRoom(scene.server, "Attic")
  return {
    ...scene,
    hall: "/rooms/1",
    kitchen: `/rooms/${kitchen.id}`,
    attic: `/rooms/${attic.id}`,
    [Symbol.asyncDispose]: () => scene.server.stop(),
  }
}

async function sidebar({ page }: Room) {
  await page.locator("#shared_rooms a").nth(2).waitFor()
  await pageReady(page)
}

async function arrives(room: Room, path: string) {
  await room.page.waitForURL(`**${path}`)
  await room.ready()
  await pageReady(room.page)
}

test("moves through rooms in sidebar order with Alt and arrow keys, also in the composer", async () => {
  await using scene = await threeRooms()
  await using ada = await openRoomPage(scene.server, scene.ada)
  await sidebar(ada)
  await ada.composer.pressSequentially("half a thought")

  await ada.page.keyboard.press("Alt+ArrowDown")
  await arrives(ada, scene.attic)
  await ada.page.keyboard.press("Alt+ArrowDown")
  await arrives(ada, scene.kitchen)
  await ada.page.keyboard.press("Alt+ArrowDown")
  await arrives(ada, scene.hall)
  expect(await ada.composer.innerText()).toContain("half a thought")
  await ada.page.keyboard.press("Alt+ArrowUp")
  await arrives(ada, scene.kitchen)

  expect(ada.person.errors).toEqual([])
})

test("moves through unread rooms only with Shift added", async () => {
  await using scene = await threeRooms()
  await using ada = await openRoomPage(scene.server, scene.ada, { at: scene.attic })
  await sidebar(ada)
  await post(scene.bob, "Kettle’s on")
  await ada.page.locator("#list_room_1.unread").waitFor()

  await ada.page.keyboard.press("Alt+Shift+ArrowDown")
  await arrives(ada, scene.hall)
  await ada.page.keyboard.press("Alt+Shift+ArrowDown")
  await ada.page.keyboard.press("Alt+Shift+ArrowUp")

  expect(ada.page.url()).toEndWith(scene.hall)
})

test("marks the room read on all screens on Escape, and scrolls to its end", async () => {
  await using scene = await threeRooms()
  const ids = await storeMessages(scene, 60, BOB)
  await using ada = await openRoomPage(scene.server, scene.ada, { at: `/rooms/1/@${ids[0]}` })
  await using phone = await openRoomPage(scene.server, scene.ada, { at: scene.attic })
  await pageReady(ada.page)
  await sidebar(phone)
  await ada.pill.waitFor()
  await phone.page.evaluate(() => {
    document.querySelector("#list_room_1")?.classList.add("unread")
  })

  await ada.page.keyboard.press("Escape")

  await phone.page.locator("#list_room_1:not(.unread)").waitFor()
  await ada.message("message 60.").waitFor()
  await ada.pill.waitFor({ state: "hidden" })
})

test("closes an open element with Escape first", async () => {
  await using scene = await threeRooms()
  await using ada = await openRoomPage(scene.server, scene.ada)
  await pageReady(ada.page)
  const readings: string[] = []
  ada.page.on("request", (request) => {
    if (request.url().endsWith("/reading")) readings.push(request.url())
  })

  await ada.page.keyboard.press("Control+k")
  await ada.page.locator("#switcher[open]").waitFor()
  await ada.page.keyboard.press("Escape")
  await ada.page.locator("#switcher:not([open])").waitFor({ state: "attached" })
  expect(readings).toEqual([])

  await ada.page.keyboard.press("Escape")
  await eventually(() => readings.length === 1)
})

test("opens the shortcuts with a question mark, except in text fields", async () => {
  await using scene = await threeRooms()
  await using ada = await openRoomPage(scene.server, scene.ada)
  await pageReady(ada.page)

  await ada.composer.pressSequentially("Tea?")
  expect(await sheet(ada).count()).toBe(0)
  expect(await ada.composer.innerText()).toContain("Tea?")

  await ada.page.locator(".messages").focus()
  await ada.page.keyboard.press("?")
  await sheet(ada).getByText("Jump to a room or person").waitFor()
  expect(await sheet(ada).locator("kbd").first().innerText()).toBe("Ctrl")
  await ada.page.keyboard.press("Escape")
  await sheet(ada).waitFor({ state: "hidden" })
  await ada.page.locator(".messages:focus").waitFor()
})

test("shows Mac key names on a Mac", async () => {
  await using scene = await threeRooms()
  const userAgent =
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15"
  await using ada = await openRoomPage(scene.server, scene.ada, { userAgent })
  await pageReady(ada.page)

  await ada.page.locator(".messages").focus()
  await ada.page.keyboard.press("?")

  await sheet(ada).getByText("Jump to a room or person").waitFor()
  expect(await sheet(ada).locator("kbd").first().innerText()).toBe("⌘")
})

test("links the selected text with the keys that otherwise open the switcher", async () => {
  await using scene = await threeRooms()
  await using ada = await openRoomPage(scene.server, scene.ada)
  await pageReady(ada.page)

  await ada.composer.pressSequentially("words")
  await ada.page.keyboard.press("Control+a")
  await ada.page.keyboard.press("Control+k")
  expect(await ada.page.locator("#switcher[open]").count()).toBe(0)

  await ada.page.keyboard.press("ArrowRight")
  await ada.composer.focus()
  await ada.page.keyboard.press("ArrowRight")
  await ada.page.keyboard.press("Control+k")
  await ada.page.locator("#switcher[open]").waitFor()
})

test("ignores keys of an input method", async () => {
  await using scene = await threeRooms()
  await using ada = await openRoomPage(scene.server, scene.ada)
  await pageReady(ada.page)

  for (const key of ["?", "Escape", "ArrowDown", "k"])
    await ada.page.locator("body").dispatchEvent("keydown", {
      key,
      isComposing: true,
      altKey: key.length > 2,
      ctrlKey: key === "k",
    })

  expect(await ada.page.locator("dialog[open]").count()).toBe(0)
  expect(ada.page.url()).toEndWith(scene.hall)
})

test("has no accessibility errors in the shortcuts dialog", async () => {
  await using scene = await threeRooms()
  for (const colorScheme of ["light", "dark"] as const) {
    await using ada = await openRoomPage(scene.server, scene.ada, { colorScheme })
    await pageReady(ada.page)
    await ada.page.locator(".messages").focus()
    await ada.page.keyboard.press("?")
    await sheet(ada).getByText("Jump to a room or person").waitFor()

    expect(await accessibilityErrors(ada.page, "#shortcuts")).toEqual([])
  }
})

test("serves the shortcuts as a page", async () => {
  await using scene = await threeRooms()
  const page = await scene.ada.get("/shortcuts")

  expect(page.status).toBe(200)
  expect(await page.text()).toContain("Jump to a room or person")
})
