import { expect, test } from "bun:test"
import type { Page } from "playwright-core"
import { openBrowser } from "../support/browser"
import { eventually } from "../support/timeouts"
import { openRoomPage, postMessages, startWithTwoUsers } from "./room"

const KILOBYTE = 1024

test("shows a readable room after 60 KB, and loads the editor later", async () => {
  await using scene = await startWithTwoUsers()
  await postMessages(scene.ada, 40)
  await using bob = await openRoomPage(scene.server, scene.bob)

  const loaded = await bob.page.evaluate(() =>
    [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
      .filter((entry) => entry instanceof PerformanceResourceTiming)
      .map(({ name, encodedBodySize }) => ({ name, size: encodedBodySize })),
  )
  // The HTML as it was sent, before scripts change it.
  const sent = await (await bob.page.request.get(bob.page.url())).text()
  const needed = [
    ...sent.matchAll(
      /<(?:script|link rel="(?:stylesheet|modulepreload)")[^>]* (?:src|href)="([^"]+)"/g,
    ),
  ].map(([, path = ""]) => new URL(path, bob.page.url()).href)
  const first = loaded.filter(({ name }) => name === bob.page.url() || needed.includes(name))
  const editor = loaded.find(({ name }) => /editor-\w+\.js$/.test(name))

  expect(first.map(({ name }) => name).toSorted()).toEqual([bob.page.url(), ...needed].toSorted())
  expect(first.reduce((sum, { size }) => sum + size, 0)).toBeLessThanOrEqual(60 * KILOBYTE)
  expect(editor?.size).toBeGreaterThan(0)
})

test("asks for confirmations before Turbo has loaded", async () => {
  await using scene = await startWithTwoUsers()
  await using ada = await openBrowser(scene.server, { as: scene.ada })
  const { page } = ada
  const questions: string[] = []
  page.on("dialog", (dialog) => {
    questions.push(dialog.message())
    return dialog.dismiss()
  })
  await page.route(/\/live-\w+\.js$/, (route) => route.abort())
  await page.goto("/rooms/opens/1/edit")

  await page.getByRole("button", { name: "Delete All Talk" }).click()

  expect(questions).toEqual([expect.stringContaining("Delete All Talk?")])
  expect(new URL(page.url()).pathname).toBe("/rooms/opens/1/edit")
  expect((await scene.ada.get("/rooms/1")).status).toBe(200)
})

test("searches for text that was typed before the scripts loaded", async () => {
  await using scene = await startWithTwoUsers()
  await using bob = await openBrowser(scene.server, { as: scene.bob })
  const { page } = bob

  let arrive = await holdScripts(page)
  await page.goto("/account/edit")
  await page.getByRole("searchbox", { name: "Filter…" }).pressSequentially("love")
  arrive()
  await eventually(async () => (await page.locator(".membership-item").count()) === 1)
  expect(await page.locator(".membership-item").innerText()).toContain("Ada Lovelace")

  arrive = await holdScripts(page)
  await page.goto("/rooms/directs/new")
  await page.getByRole("combobox", { name: "People to ping" }).pressSequentially("love")
  arrive()
  await page.getByRole("option", { name: "Ada Lovelace" }).waitFor()
  expect(bob.errors).toEqual([])
})

/** Holds back the responses after the page itself until released. */
async function holdScripts(page: Page) {
  const { promise, resolve } = Promise.withResolvers<void>()
  const path = /\/(live|later)-\w+\.js$/
  await page.unroute(path)
  await page.route(path, async (route) => {
    await promise
    await route.continue()
  })
  return resolve
}
