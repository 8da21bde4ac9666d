import { afterAll, expect, test } from "bun:test"
import type { Page, Route } from "playwright-core"
import { closeBrowser } from "../support/browser"
import { eventually } from "../support/timeouts"
import { pageReady } from "./keyboard"
import { openRoomPage, startWithTwoUsers } from "./room"

afterAll(closeBrowser)

const TEA = {
  title: "Tea <img src=x onerror=alert(1)>",
  url: "https://tea.example/",
  image: null,
  description: "All about it",
}

test("inserts a preview for a pasted link, in the composer and in the message", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openRoomPage(scene.server, scene.ada)
  await using bob = await openRoomPage(scene.server, scene.bob)
  await pageReady(ada.page)
  await answerWith(ada.page, (route) => route.fulfill({ json: TEA }))

  await paste(ada.page, "https://tea.example/")
  await ada.page.locator("#composer .og-embed").getByText(TEA.title).waitFor()
  await ada.page.getByRole("button", { name: "Send Message" }).click()

  await bob.page.locator(".message[data-message-id] .og-embed").getByText(TEA.title).waitFor()
  expect(await bob.page.locator(".message .og-embed img").count()).toBe(0)
  expect(ada.person.errors).toEqual([])
})

test("aborts an older preview for a newer link, and inserts none for removed links or empty results", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openRoomPage(scene.server, scene.ada)
  await pageReady(ada.page)
  const gate = Promise.withResolvers<void>()
  const asked: string[] = []
  const failed: string[] = []
  ada.page.on("requestfailed", (request) => failed.push(String(request.postData())))
  await answerWith(ada.page, async (route) => {
    const { url } = route.request().postDataJSON()
    asked.push(url)
    if (url.endsWith("/old")) return gate.promise
    return url.endsWith("/none")
      ? route.fulfill({ status: 204 })
      : route.fulfill({ json: { ...TEA, title: url } })
  })

  await paste(ada.page, "https://tea.example/old")
  await eventually(async () => asked.length === 1)
  await ada.page.keyboard.press("Enter")
  await ada.stored("https://tea.example/old").waitFor()
  await paste(ada.page, "https://tea.example/none")
  await eventually(async () => asked.length === 2 && failed.length === 1)
  await ada.page.keyboard.press("Enter")
  await ada.stored("https://tea.example/none").waitFor()
  await paste(ada.page, "https://tea.example/new")
  await ada.page.locator("#composer .og-embed").getByText("https://tea.example/new").waitFor()
  gate.resolve()

  expect(await ada.page.locator(".og-embed").count()).toBe(1)
  expect(failed[0]).toContain("/old")
})

const answerWith = (page: Page, answer: (route: Route) => Promise<unknown>) =>
  page.route("**/unfurl_link", async (route) => void (await answer(route)))

/** Pastes it from the clipboard. */
async function paste(page: Page, text: string) {
  await page.getByRole("textbox", { name: "Write a message" }).focus()
  await page.evaluate((text) => {
    const data = new DataTransfer()
    data.setData("text/plain", text)
    const paste = new ClipboardEvent("paste", {
      clipboardData: data,
      bubbles: true,
      cancelable: true,
    })
    document.activeElement?.dispatchEvent(paste)
  }, text)
}
