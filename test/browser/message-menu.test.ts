import { afterAll, expect, test } from "bun:test"
import type { Locator, Page } from "playwright-core"
import { closeBrowser, openBrowser } from "../support/browser"
import { filesOf, textFile } from "./files"
import { pageReady } from "./keyboard"
import { openRoomPage, post, ROOM, type Room, startWithTwoUsers } from "./room"

afterAll(closeBrowser)

const buttonOf = (room: Room, text: string) => room.message(text).locator(".message__options-btn")
const menuIn = (page: Page) => page.locator(".message-menu:popover-open")
const menuLoaded = (page: Page) =>
  menuIn(page).getByRole("button", { name: "Save for later" }).waitFor()
const focused = (what: Locator) => what.and(what.page().locator(":focus")).waitFor()

test("opens by keyboard, and is one menu for all messages", async () => {
  await using scene = await startWithTwoUsers()
  await post(scene.ada, "Tea at four")
  const { id } = await post(scene.bob, "Cake at five")
  await using ada = await openRoomPage(scene.server, scene.ada)
  const { page } = ada
  await pageReady(page)
  const menu = menuIn(page)
  expect(await page.locator(".popup__item:visible, .quick-boosts").count()).toBe(0)

  await buttonOf(ada, "Tea").press("Space")
  await page.keyboard.press("ArrowDown")
  await focused(menu.getByRole("button", { name: "Thumbs up" }))
  await page.keyboard.press("ArrowUp")
  await focused(menu.getByRole("button", { name: "Save for later" }))
  await page.keyboard.press("Escape")
  await focused(buttonOf(ada, "Tea"))
  await menu.waitFor({ state: "hidden" })

  await buttonOf(ada, "Cake").press("Enter")
  await menu.waitFor()
  await page.keyboard.press("Tab")
  await focused(menu.getByRole("button", { name: "Thumbs up" }))
  expect(await page.locator(".message-menu").count()).toBe(1)
  expect(await menu.locator(".popup__item").allInnerTexts()).toEqual([
    "New boost",
    "Reply",
    "Copy link",
    "Edit",
    "Reply in thread",
    "Pin to this room",
    "Save for later",
  ])
  await page.keyboard.press("Enter")
  await ada.message("Cake").locator(".boost", { hasText: "👍" }).waitFor()
  await focused(buttonOf(ada, "Cake"))
  await buttonOf(ada, "Cake").click()
  await menu.getByRole("button", { name: "Pin to this room" }).click()
  await ada.message("Cake").getByText("Pinned").waitFor()
  await buttonOf(ada, "Cake").click()
  await menu.getByRole("button", { name: "Unpin" }).waitFor()
  await menu.getByRole("button", { name: "Reply" }).click()
  await page.locator("#composer blockquote", { hasText: "Cake at five" }).waitFor()
  expect(await page.locator(`#composer a[href="${ROOM}/@${id}"]`).count()).toBe(1)
  expect(ada.person.errors).toEqual([])
})

test("offers Edit for the viewer's own messages, and to administrators", async () => {
  await using scene = await startWithTwoUsers()
  await post(scene.ada, "Tea at four")
  await post(scene.bob, "Cake at five")
  await using bob = await openRoomPage(scene.server, scene.bob)
  const edit = menuIn(bob.page).getByRole("link", { name: "Edit" })

  await buttonOf(bob, "Cake").click()
  await edit.waitFor()
  await buttonOf(bob, "Tea").click()
  await menuIn(bob.page).getByRole("button", { name: "Copy link" }).waitFor()

  expect(await edit.count()).toBe(0)
  expect(await bob.page.locator("details[open]").count()).toBe(1)
})

test("stays open with its focus while others replace the message", async () => {
  await using scene = await startWithTwoUsers()
  const { id } = await post(scene.ada, "Tea at four")
  await using bob = await openRoomPage(scene.server, scene.bob)
  const { page } = bob
  const copy = menuIn(page).getByRole("button", { name: "Copy link" })
  await buttonOf(bob, "Tea").press("Enter")
  await copy.focus()
  await page.evaluate(() => document.querySelector(".message")?.toggleAttribute("data-old", true))

  await scene.ada.post(`/messages/${id}/boosts`, { "boost[content]": "👏" })
  await page.locator(".boost").waitFor()
  await page.evaluate(replaceMessages)
  await page.locator(".message:not([data-old])").waitFor()

  await focused(copy)
  expect(await page.locator(".message-menu").count()).toBe(1)
  await page.keyboard.press("Escape")
  await focused(buttonOf(bob, "Tea"))
  expect(await page.locator("details[open]").count()).toBe(0)
})

test("closes when its message is removed, and the focus goes to the next one", async () => {
  await using scene = await startWithTwoUsers()
  const tea = await post(scene.ada, "Tea at four")
  const cake = await post(scene.ada, "Cake at five")
  await post(scene.ada, "Coffee at six")
  await using bob = await openRoomPage(scene.server, scene.bob)
  const { page } = bob

  await buttonOf(bob, "Tea").press("Enter")
  await page.keyboard.press("ArrowDown")
  await menuLoaded(page)
  await scene.ada.delete(`${ROOM}/messages/${tea.id}`)
  await focused(buttonOf(bob, "Cake"))
  await menuIn(page).waitFor({ state: "hidden" })

  await bob.composer.focus()
  await buttonOf(bob, "Cake").click()
  await menuLoaded(page)
  await scene.ada.delete(`${ROOM}/messages/${cake.id}`)
  await page.locator("#composer .lexxy-editor__content:focus").waitFor()
  expect(bob.person.errors).toEqual([])
})

test("returns the focus to the composer after two menus opened with the mouse", async () => {
  await using scene = await startWithTwoUsers()
  await post(scene.ada, "Tea at four")
  await post(scene.ada, "Cake at five")
  await using bob = await openRoomPage(scene.server, scene.bob)
  const { page } = bob

  await bob.composer.focus()
  await buttonOf(bob, "Tea").click()
  await buttonOf(bob, "Cake").click()
  await bob.message("Cake").locator(".message-menu").waitFor()
  await page.keyboard.press("Escape")
  await page.locator("#composer .lexxy-editor__content:focus").waitFor()
})

test("is not in the page that the back button restores", async () => {
  await using scene = await startWithTwoUsers()
  await post(scene.ada, "Tea at four")
  await using ada = await openRoomPage(scene.server, scene.ada)
  const { page } = ada
  await buttonOf(ada, "Tea").click()
  await menuIn(page).waitFor()

  await page.getByRole("link", { name: "Threads" }).click()
  await page.getByRole("heading", { name: "Threads" }).waitFor()
  await page.goBack()
  await ada.ready()
  await buttonOf(ada, "Tea").click()
  await menuIn(page).waitFor()

  expect(await page.locator(".message-menu").count()).toBe(1)
  expect(ada.person.errors).toEqual([])
})

test("downloads a file, and quotes its name", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openRoomPage(scene.server, scene.ada)
  const files = filesOf(ada)
  await files.pick(textFile("minutes, old.txt"))
  await files.send.click()
  await files.stored("minutes, old.txt").waitFor()

  await buttonOf(ada, "minutes").click()
  const menu = menuIn(ada.page)
  const [download] = await Promise.all([
    ada.page.waitForEvent("download"),
    menu.getByRole("link", { name: "Download" }).click(),
  ])

  expect(download.suggestedFilename()).toBe("minutes, old.txt")
  await buttonOf(ada, "minutes").click()
  await menu.getByRole("button", { name: "Reply", exact: true }).click()
  await ada.page.locator("#composer blockquote", { hasText: "minutes, old.txt" }).waitFor()
})

test("opens within the window in a thread, and quotes there", async () => {
  await using scene = await startWithTwoUsers()
  const { id } = await post(scene.ada, "Who has the key?")
  await scene.ada.post(`${ROOM}/messages/${id}/thread/messages`, { "message[body]": "<p>Me</p>" })
  await using ada = await openRoomPage(scene.server, scene.ada, {
    viewport: { width: 1440, height: 700 },
  })
  const { page } = ada
  await pageReady(page)
  await page.locator(".thread-summary__link").click()
  const reply = page.locator("#thread .messages > .message").filter({ hasText: "Me" })
  await page.locator("#thread lexxy-editor[connected]:not(:has(textarea))").waitFor()

  await reply.locator(".message__options-btn").click()
  const menu = menuIn(page)
  const hidden = await menu.locator(".popup__item").evaluateAll((items) =>
    items
      .filter((item) => {
        const { left, right, top, bottom } = item.getBoundingClientRect()
        const at = (x: number, y: number) => item.contains(document.elementFromPoint(x, y))
        return !at(left + 1, (top + bottom) / 2) || !at(right - 1, (top + bottom) / 2)
      })
      .map(({ textContent }) => textContent),
  )
  expect(hidden).toEqual([])
  expect(await menu.getByRole("link", { name: "Reply in thread" }).count()).toBe(0)
  await menu.getByRole("button", { name: "Reply" }).click()

  await page.locator("#thread-composer blockquote", { hasText: "Me" }).waitFor()
  expect(await page.locator("#composer blockquote").count()).toBe(0)
})

test("is not in search results, whose boosts can be added to", async () => {
  await using scene = await startWithTwoUsers()
  const { id } = await post(scene.ada, "Tea at four")
  await scene.ada.post(`/messages/${id}/boosts`, { "boost[content]": "👏" })
  await using bob = await openBrowser(scene.server, { as: scene.bob })
  const { page } = bob
  await page.goto("/searches?q=tea")
  await pageReady(page)

  expect(await page.locator(".message__options-btn:visible").count()).toBe(0)
  await page.getByRole("link", { name: "Add a boost" }).click()
  await page.getByRole("textbox", { name: "Add a boost" }).fill("yes")
  await page.keyboard.press("Enter")
  await page.locator("#search-results .boost", { hasText: "yes" }).waitFor()
  expect(bob.errors).toEqual([])
})

test("is a page of its own without scripts", async () => {
  await using scene = await startWithTwoUsers()
  await post(scene.ada, "Tea at four")
  await using ada = await openBrowser(scene.server, { as: scene.ada, javaScriptEnabled: false })
  const { page } = ada

  await page.goto(ROOM)
  await page.locator(".message__options-btn").click()
  await page.getByRole("link", { name: "Options" }).click()
  await page.getByRole("heading", { name: "Message options" }).waitFor()
  expect(await page.locator(".message-options .popup__item").allInnerTexts()).toEqual([
    "New boost",
    "Edit",
    "Reply in thread",
    "Pin to this room",
    "Save for later",
  ])
  await page.getByRole("button", { name: "Pin to this room" }).click()
  await page.getByText("Pinned by Ada Lovelace").waitFor()
  await page.goto(ROOM)
  await page.locator(".message__options-btn").click()
  await page.getByRole("link", { name: "Options" }).click()
  await page.getByRole("button", { name: "Unpin" }).waitFor()
  await page.getByRole("button", { name: "Save for later" }).click()
  await page.getByRole("link", { name: "your saved messages" }).waitFor()
  await page.getByRole("link", { name: "Go Back" }).click()
  await page.locator(".message__options-btn").click()
  await page.getByRole("link", { name: "Options" }).click()
  await page.getByRole("button", { name: "Remove from saved" }).waitFor()
  await page.getByRole("button", { name: "Clapping" }).click()
  await page.locator(".boost", { hasText: "👏" }).waitFor()
  await page.goto(ROOM)
  await page.locator(".message .boost", { hasText: "👏" }).waitFor()
})

/** What a page does on reconnect: it receives the changed messages whole. */
async function replaceMessages() {
  const first = document.querySelector<HTMLElement>(".messages > .message")
  const since = Number(first?.dataset.messageTimestamp) + 1
  const answer = await fetch(`${location.pathname}/refresh?since=${since}`)
  const streams = document.createElement("template")
  streams.innerHTML = await answer.text()
  document.body.append(streams.content)
}
