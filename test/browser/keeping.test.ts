import { expect, test } from "bun:test"
import { eventually } from "../support/timeouts"
import { pageReady } from "./keyboard"
import { openRoomPage, post, type Room, startWithTwoUsers } from "./room"

async function choose(room: Room, text: string, item: string) {
  await room.message(text).locator("summary").click()
  await room.message(text).getByRole("button", { name: item }).click()
  await room.message(text).locator(".popup").waitFor({ state: "hidden" })
}

test("marks, counts and lists a pinned message for everyone until it is unpinned", async () => {
  await using scene = await startWithTwoUsers()
  await post(scene.ada, "Tea at four")
  await post(scene.bob, "Cake at five")
  await using ada = await openRoomPage(scene.server, scene.ada)
  await using bob = await openRoomPage(scene.server, scene.bob)
  await Promise.all([pageReady(ada.page), pageReady(bob.page)])
  const pins = bob.page.locator(".nav__pins")
  expect(await pins.isVisible()).toBe(false)

  // Bob is typing meanwhile.
  await bob.message("Tea").locator("summary").click()
  await bob.message("Tea").getByRole("link", { name: "New boost" }).click()
  const field = bob.page.getByRole("textbox", { name: "Add a boost" })
  await field.fill("half")
  await choose(ada, "Tea", "Pin to this room")
  await bob.message("Tea").getByText("Pinned").waitFor()
  await ada.message("Tea").getByText("Pinned").waitFor()
  await choose(ada, "Cake", "Pin to this room")
  await bob.page.getByRole("link", { name: "2 pinned messages" }).click()

  const sheet = bob.page.getByRole("dialog", { name: "Pinned messages" })
  await sheet.getByText("Pinned by Ada Lovelace").first().waitFor()
  expect(await sheet.locator(".message__presentation").allInnerTexts()).toEqual([
    "Cake at five",
    "Tea at four",
  ])
  await sheet.getByRole("button", { name: "Unpin" }).first().click()
  await eventually(async () => (await sheet.locator(".message-row").count()) === 1)
  await ada.page.getByRole("link", { name: "1 pinned message" }).waitFor()
  await ada.message("Cake").getByText("Pinned").waitFor({ state: "detached" })
  expect(await field.inputValue()).toBe("half")

  await sheet.getByRole("link", { name: "All Talk" }).click()
  await bob.page.waitForURL(/\/@\d+$/)
  await bob.page.locator(".search-highlight").filter({ hasText: "Tea" }).waitFor()
  expect([...ada.person.errors, ...bob.person.errors]).toEqual([])
})

test("marks and lists a saved message for its user only, until it is removed", async () => {
  await using scene = await startWithTwoUsers()
  await post(scene.ada, "Tea at four")
  await using ada = await openRoomPage(scene.server, scene.ada)
  await using bob = await openRoomPage(scene.server, scene.bob)
  await Promise.all([pageReady(ada.page), pageReady(bob.page)])
  const marked = (room: Room) =>
    room
      .message("Tea")
      .locator(".message__body-content")
      .evaluate((content) => getComputedStyle(content, "::before").display !== "none")

  await choose(bob, "Tea", "Save for later")
  await eventually(() => marked(bob))
  expect(await marked(ada)).toBe(false)
  await bob.page.reload()
  await bob.ready()
  await eventually(() => marked(bob))
  await bob.message("Tea").locator("summary").click()
  await bob.message("Tea").getByRole("button", { name: "Remove from saved" }).waitFor()
  await bob.page.keyboard.press("Escape")

  await bob.page.getByRole("link", { name: "Saved messages" }).click()
  await bob.page.getByRole("heading", { name: "Saved messages" }).waitFor()
  const rows = bob.page.locator(".message-row")
  expect(await rows.locator(".message__presentation").allInnerTexts()).toEqual(["Tea at four"])
  await bob.page.getByRole("button", { name: "Remove" }).click()
  await bob.page.getByText("Nothing is saved.").waitFor()
  expect(await rows.count()).toBe(0)
  expect([...ada.person.errors, ...bob.person.errors]).toEqual([])
})
