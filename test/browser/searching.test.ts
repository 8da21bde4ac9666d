import { afterAll, expect, test } from "bun:test"
import { closeBrowser } from "../support/browser"
import { eventually } from "../support/timeouts"
import { pageReady } from "./keyboard"
import { addRoom, BOB, openRoomPage, post, startWithTwoUsers, storeMessages } from "./room"

afterAll(closeBrowser)

test("searches for a word, moves through the results by keys, and opens a message", async () => {
  await using scene = await startWithTwoUsers()
  await addRoom(scene.server, "Kitchen")
  const sought = await post(scene.bob, "the kettle sings")
  await storeMessages(scene, 60, BOB)
  await post(scene.ada, "two kettles and a &lt;pot&gt;")
  await using ada = await openRoomPage(scene.server, scene.ada)
  const { page } = ada
  const field = page.getByRole("searchbox", { name: "search" })
  const results = page.locator("#search-results > .message")

  await page.getByRole("link", { name: "Search" }).click()
  await field.waitFor()
  await page.getByRole("heading", { name: "What you can look for" }).waitFor()
  expect(await page.locator(".message").count()).toBe(0)
  await pageReady(page)
  await eventually(() => field.evaluate((input) => input === document.activeElement))

  await field.fill("kettle")
  await page.getByRole("button", { name: "Search", exact: true }).click()
  await page.locator("#search-results > .message--formatted").nth(1).waitFor()

  await page.getByRole("heading", { name: "“kettle”" }).waitFor()
  await page.getByText("2 messages").waitFor()
  expect(await results.locator(".message__presentation").allInnerTexts()).toEqual([
    "the kettle sings",
    "two kettles and a <pot>",
  ])
  expect(await results.locator(".message__room").allInnerTexts()).toEqual(["All Talk", "All Talk"])
  expect(await results.getByRole("group").or(results.locator("summary:visible")).count()).toBe(0)
  expect(await results.nth(1).getAttribute("class")).toContain("message--me")
  await eventually(async () => (await marked(page)).join() === "kettle,kettles")

  await field.focus()
  await page.keyboard.press("ArrowUp")
  await page.keyboard.press("ArrowUp")
  expect(await focusedIn(page)).toBe(sought.id)
  await page.keyboard.press("ArrowUp")
  expect(await focusedIn(page)).toBe(sought.id)
  await page.keyboard.press("Enter")
  await page.waitForURL(`**/rooms/1/@${sought.id}`)
  await ada.ready()
  await page.locator(`.search-highlight[data-message-id="${sought.id}"]`).waitFor()

  expect(ada.person.errors).toEqual([])
})

test("lists recent searches to repeat and clear, and links back to the room", async () => {
  await using scene = await startWithTwoUsers()
  const kitchen = await addRoom(scene.server, "Kitchen")
  await post(scene.bob, "the kettle sings")
  await using ada = await openRoomPage(scene.server, scene.ada, { at: `/rooms/${kitchen.id}` })
  const { page } = ada
  const field = page.getByRole("searchbox", { name: "search" })
  await pageReady(page)

  await page.locator(".messages").focus()
  await page.keyboard.press("/")
  await field.waitFor()
  await pageReady(page)
  await field.fill("zebra")
  await page.keyboard.press("Enter")
  await page.getByText("No messages found").waitFor()
  await page.getByRole("link", { name: "Clear search field" }).click()
  await page.locator(".searches__icon").waitFor()
  expect(await field.inputValue()).toBe("")
  await page.getByRole("button", { name: "zebra" }).click()
  await page.getByText("No messages found").waitFor()

  page.once("dialog", (dialog) => {
    expect(dialog.message()).toBe("Are you sure you want to clear your recent searches?")
    void dialog.accept()
  })
  await page.getByRole("button", { name: "Clear recent searches" }).click()
  await page.locator(".searches__icon").waitFor()
  await page.getByText("Recent searches").waitFor({ state: "detached" })
  expect(page.url()).toEndWith("/searches")

  await pageReady(page)
  await page.keyboard.press("Escape")
  await page.waitForURL(`**/rooms/${kitchen.id}`)
  await ada.ready()
  expect(ada.person.errors).toEqual([])
})

type Page = Awaited<ReturnType<typeof openRoomPage>>["page"]

/** The highlighted words. */
const marked = (page: Page) =>
  page.evaluate(() => [...(CSS.highlights.get("searched") ?? [])].map((range) => range.toString()))

/** The id of the message with the focus. */
const focusedIn = (page: Page) =>
  page.evaluate(() =>
    Number(document.activeElement?.closest<HTMLElement>(".message")?.dataset.messageId),
  )
