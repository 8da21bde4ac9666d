import { afterAll, beforeAll, expect, test } from "bun:test"
import type { Page, Request, Route } from "playwright-core"
import { accessibilityErrors } from "../support/axe"
import { eventually } from "../support/timeouts"
import { filesOf, namesIn, pictureFile, textFile, transfer } from "./files"
import { pageReady } from "./keyboard"
import { addRoom, openRoomPage, startWithTwoUsers } from "./room"

const KILOBYTE = 1024
const WIDE = { width: 1440, height: 900 }
const POSTS = "**/rooms/*/messages"

let scene: Awaited<ReturnType<typeof startWithTwoUsers>>

beforeAll(async () => {
  scene = await startWithTwoUsers({ env: { MAX_UPLOAD_MB: "1" } })
})
afterAll(() => scene.server.stop())

test("sends three files as three messages, one at a time, with progress", async () => {
  await using ada = await openRoomPage(scene.server, scene.ada)
  await using bob = await openRoomPage(scene.server, scene.bob)
  const files = filesOf(ada)
  const posts = followPosts(ada.page)
  await throttle(ada.page, 500 * KILOBYTE)
  await noteProgress(ada.page)

  await files.pick(
    textFile("c.txt", 400 * KILOBYTE),
    textFile("a.txt", 300 * KILOBYTE),
    textFile("b.txt", 300 * KILOBYTE),
  )
  await ada.composer.pressSequentially("the minutes")
  await ada.page.keyboard.press("Enter")
  expect(await files.picked.count()).toBe(0)
  await bob.stored("the minutes").waitFor()
  await filesOf(bob).stored("b.txt").waitFor()
  await files.stored("b.txt").waitFor()

  expect(await filesOf(bob).names()).toEqual(["c.txt", "a.txt", "b.txt"])
  expect(await files.names()).toEqual(["c.txt", "a.txt", "b.txt"])
  expect(posts.mostAtOnce()).toBe(1)
  const progress = await progressOf(ada.page, "c.txt")
  expect(progress.length).toBeGreaterThan(2)
  expect(progress).toEqual(progress.toSorted((a, b) => a - b))
  expect(await ada.messages.count()).toBe(4)
  expect(ada.person.errors).toEqual([])
})

test("shows the error of a failed file, and does not delay other files or text", async () => {
  await using ada = await openRoomPage(scene.server, scene.ada, {
    at: await anotherRoom("Refusals"),
  })
  const files = filesOf(ada)
  // The composer has the server's limit; this test raises it in the page.
  await ada.page
    .locator("#composer")
    .evaluate((form) => form.setAttribute("data-composer-max-bytes-value", "9000000"))
  const gate = Promise.withResolvers<void>()
  await ada.page.route(POSTS, async (route) => {
    if (isUpload(route.request())) await gate.promise
    await route.continue()
  })

  await files.pick(textFile("1.txt"), textFile("2 too big.txt", 1100 * KILOBYTE), textFile("3.txt"))
  await ada.composer.pressSequentially("see below")
  await files.send.click()
  await ada.stored("see below").waitFor()
  await files.pending("3.txt").waitFor()
  expect(await ada.page.locator(".message__pending-upload").count()).toBe(3)
  expect(await asksBeforeLeaving(ada.page)).toBe(true)
  gate.resolve()
  await files.stored("3.txt").waitFor()

  expect(await files.names()).toEqual(["1.txt", "3.txt"])
  const failure = files.failed("2 too big.txt").locator(".message__failure")
  expect(await failure.innerText()).toMatch(/^Not sent\. .*1 MB/)
  await files.failed("2 too big.txt").getByRole("button", { name: "Delete" }).click()
  await eventually(async () => (await ada.messages.count()) === 3)
  expect(await ada.page.locator(".message--failed").count()).toBe(0)
  // The stream shows the last file before its response arrives, so it still counts as running.
  await eventually(async () => !(await asksBeforeLeaving(ada.page)))
})

test("rejects a file that is too big when it is picked, and keeps the others", async () => {
  await using ada = await openRoomPage(scene.server, scene.ada, {
    at: await anotherRoom("Too big"),
  })
  const files = filesOf(ada)
  await ada.composer.pressSequentially("half a thought")

  await files.pick(textFile("film.txt", 1024 * KILOBYTE + 1), textFile("note.txt"))
  await files.notice.getByText("is too big").waitFor()

  expect(await files.notice.textContent()).toBe(
    "“film.txt” is too big. A file may have up to 1 MB, and it has 1.1 MB.",
  )
  expect(await files.picked.allInnerTexts()).toEqual(["note.txt"])
  expect(await ada.composer.textContent()).toContain("half a thought")
  await files.send.click()
  await files.stored("note.txt").waitFor()
  expect(await files.notice.textContent()).toBe("")
})

test("cancels uploads, keeps them during visits, and stores them once on a retry", async () => {
  const here = await anotherRoom("Here")
  await using ada = await openRoomPage(scene.server, scene.ada, { at: here })
  await using bob = await openRoomPage(scene.server, scene.bob, { at: here })
  const files = filesOf(ada)
  const gate = Promise.withResolvers<void>()
  let tries = 0
  await ada.page.route(POSTS, async (route) => {
    tries++
    if (tries === 1) await gate.promise
    await (tries <= 2 ? route.abort() : route.continue())
  })

  await files.pick(textFile("1 held.txt"), textFile("2 waits.txt"), textFile("3 fails.txt"))
  await files.send.click()
  await files.pending("2 waits.txt").getByRole("button", { name: "Cancel 2 waits.txt" }).click()
  await files.pending("1 held.txt").getByRole("button", { name: "Cancel 1 held.txt" }).click()
  await files.failed("3 fails.txt").getByText("Hearth can’t be reached.").waitFor()
  gate.resolve()
  expect(await ada.messages.count()).toBe(1)

  await files.pick(textFile("4 unsent.txt"))
  await ada.page.getByRole("link", { name: "All Talk" }).click()
  await ada.page.waitForURL("**/rooms/1")
  await ada.page.getByRole("link", { name: "Here", exact: true }).click()
  await files.failed("3 fails.txt").waitFor()
  expect(await files.picked.allInnerTexts()).toEqual(["4 unsent.txt"])
  await files.failed("3 fails.txt").getByRole("button", { name: "Try again" }).click()

  await filesOf(bob).stored("3 fails.txt").waitFor()
  await files.stored("3 fails.txt").waitFor()
  expect(await ada.messages.count()).toBe(1)
  expect(await filesOf(bob).names()).toEqual(["3 fails.txt"])
})

test("stores a file once when its response is lost", async () => {
  await using ada = await openRoomPage(scene.server, scene.ada, {
    at: await anotherRoom("Lost answer"),
  })
  const files = filesOf(ada)
  const answer = await loseAnswer(ada.page)

  await files.pick(textFile("once.txt"))
  await files.send.click()
  await answer.isLost
  await files.stored("once.txt").waitFor()
  await files.pick(textFile("after.txt"))
  await files.send.click()
  await files.stored("after.txt").waitFor()

  expect(await files.names()).toEqual(["once.txt", "after.txt"])
  expect(await ada.messages.count()).toBe(2)
})

test("accepts pasted and dropped files, keeps their order, removes them, and leaves text alone", async () => {
  await using ada = await openRoomPage(scene.server, scene.ada, { at: await anotherRoom("Table") })
  const { page } = ada
  const files = filesOf(ada)
  const editor = "#composer .lexxy-editor__content"

  expect(await transfer(page, editor, { type: "paste", files: ["page 10"] })).toBe(false)
  expect(await transfer(page, ".messages", { type: "drop", files: ["page 9", "map"] })).toBe(false)
  expect(await transfer(page, editor, { type: "drop", files: ["atlas"] })).toBe(false)
  expect(await files.picked.allInnerTexts()).toEqual(["page 10", "page 9", "map", "atlas"])
  expect(await page.locator("[data-dropping]").count()).toBe(0)

  // A file dropped elsewhere would replace the page. A copy from a spreadsheet pastes its text.
  expect(await transfer(page, "#sidebar", { type: "drop", files: ["lost"] }).catch(String)).toMatch(
    "was not highlighted",
  )
  expect(await transfer(page, ".messages", { type: "drop", text: "words" })).toBe(true)
  const cells = { files: ["image.png"], html: "<table><tr><td>42</td></tr></table>", text: "42" }
  await transfer(page, editor, { type: "paste", ...cells })
  await eventually(async () => (await ada.composer.textContent())?.includes("42"))
  expect(await files.picked.count()).toBe(4)

  await page.getByRole("button", { name: "Remove page 9" }).click()
  await page.getByRole("button", { name: "Remove map" }).click()
  expect(await files.picked.allInnerTexts()).toEqual(["page 10", "atlas"])
  await pageReady(page)
  expect(await accessibilityErrors(page, "#composer")).toEqual([])
  await files.send.click()
  await files.stored("atlas").waitFor()
  await ada.stored("42").waitFor()
  expect(await files.names()).toEqual(["page 10", "atlas"])
})

test("keeps files that were dropped before the scripts loaded, and sends them", async () => {
  const late = Promise.withResolvers<void>()
  await using ada = await openRoomPage(scene.server, scene.ada, { at: await anotherRoom("Early") })
  const files = filesOf(ada)
  await ada.page.route(/\/assets\/(later|live|editor)-\w+\.(js|css)$/, async (route) => {
    await late.promise
    await route.continue()
  })

  await ada.page.reload()
  await ada.page.locator("textarea:focus").waitFor()
  await transfer(ada.page, "#composer textarea", { type: "paste", files: ["early.txt"] })
  await transfer(ada.page, ".messages", { type: "drop", files: ["bird.txt"] })
  expect(await namesIn(files.picked)).toEqual(["early.txt", "bird.txt"])
  await files.send.click()
  late.resolve()
  await files.stored("bird.txt").waitFor()

  expect(await files.names()).toEqual(["early.txt", "bird.txt"])
})

test("keeps picked files while disconnected, and accepts more", async () => {
  const at = await anotherRoom("Offline")
  await using ada = await openRoomPage(scene.server, scene.ada, { at, before: noteLine })
  const files = filesOf(ada)
  const announce = (what: string) =>
    ada.page.evaluate((name) => window.dispatchEvent(new Event(name)), `refresh-room:${what}`)
  // Waits until the page knows that it is disconnected.
  await ada.page.locator("html[data-online]").waitFor({ state: "attached" })

  await files.pick(textFile("kept.txt"))
  await announce("offline")
  await transfer(ada.page, ".messages", { type: "drop", files: ["added.txt"] })
  expect(await files.picked.allInnerTexts()).toEqual(["kept.txt", "added.txt"])
  expect(await files.send.isDisabled()).toBe(true)
  await announce("online")
  await files.send.click()

  await files.stored("added.txt").waitFor()
  expect(await files.names()).toEqual(["kept.txt", "added.txt"])
})

test("keeps the files of room and thread composers apart", async () => {
  const at = await anotherRoom("Threads")
  await using ada = await openRoomPage(scene.server, scene.ada, { at, viewport: WIDE })
  const { page } = ada
  await ada.send("what do you think?")
  await ada.stored("what do you think?").hover()
  await ada.stored("what do you think?").locator(".message__options-btn").click()
  await page.getByText("Reply in thread").click()
  await page.locator("#thread-area[data-controller]").waitFor()
  const waiting = (form: string) => page.locator(`${form} .composer__files button`).allInnerTexts()

  await page.locator("#thread lexxy-editor[connected]:not(:has(textarea))").waitFor()
  await transfer(page, "#thread-area", { type: "drop", files: ["answer.txt"] })
  await transfer(page, "#message-area", { type: "drop", files: ["question.txt"] })
  expect(await waiting("#composer")).toEqual(["question.txt"])
  expect(await waiting("#thread form.composer")).toEqual(["answer.txt"])
  await page.locator("#thread form.composer [name=send]").click()

  await page.locator("#thread-area [data-message-id]").getByText("answer.txt").first().waitFor()
  expect(await waiting("#composer")).toEqual(["question.txt"])
  expect(await page.locator("#message-area .message__file-name").count()).toBe(0)
})

test("previews a picture at once, without a layout shift when the server has it", async () => {
  await using ada = await openRoomPage(scene.server, scene.ada, {
    at: await anotherRoom("Pictures"),
  })
  const files = filesOf(ada)
  const gate = Promise.withResolvers<void>()
  await ada.page.route(POSTS, async (route: Route) => {
    await gate.promise
    await route.continue()
  })

  await files.pick(await pictureFile("hearth.png", 1500, 900))
  await files.picked.locator("img").waitFor()
  await files.send.click()
  const before = await eventually(() => files.pending("hearth.png").locator("img").boundingBox())
  gate.resolve()
  const stored = ada.page.locator(".message[data-message-id] img.message__attachment")
  await stored.waitFor()

  expect(await stored.boundingBox()).toEqual(before)
  expect([before.width, before.height]).toEqual([600, 360])
  await eventually(() => stored.evaluate((img: HTMLImageElement) => img.naturalWidth > 1))
  expect(await stored.boundingBox()).toEqual(before)
})

const noteLine = (page: Page) =>
  page.addInitScript(() => {
    addEventListener("refresh-room:online", () => {
      document.documentElement.dataset.online = ""
    })
  })

const anotherRoom = async (name: string) => `/rooms/${(await addRoom(scene.server, name)).id}`

const isUpload = (request: Request) =>
  request.headers()["content-type"]?.startsWith("multipart/form-data") ?? false

/** Whether the page asks for a confirmation before it is left. */
const asksBeforeLeaving = (page: Page) =>
  page.evaluate(() => !window.dispatchEvent(new Event("beforeunload", { cancelable: true })))

/** Counts the uploads that ran in parallel. */
function followPosts(page: Page) {
  let underway = 0
  let most = 0
  page.on("request", (request) => {
    if (isUpload(request)) most = Math.max(most, ++underway)
  })
  page.on("requestfinished", (request) => {
    if (isUpload(request)) underway--
  })
  return { mostAtOnce: () => most }
}

async function throttle(page: Page, bytesPerSecond: number) {
  const browser = await page.context().newCDPSession(page)
  await browser.send("Network.enable")
  await browser.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: bytesPerSecond,
  })
}

/** Lets the next upload reach the server, and drops its response. */
async function loseAnswer(page: Page) {
  const browser = await page.context().newCDPSession(page)
  const lost = Promise.withResolvers<void>()
  browser.on("Fetch.requestPaused", async ({ requestId }) => {
    await browser.send("Fetch.failRequest", { requestId, errorReason: "ConnectionClosed" })
    await browser.send("Fetch.disable")
    lost.resolve()
  })
  await browser.send("Fetch.enable", {
    patterns: [{ urlPattern: "*/messages", requestStage: "Response" }],
  })
  return { isLost: lost.promise }
}

/** Records every percentage that an upload shows. */
function noteProgress(page: Page) {
  return page.evaluate(() => {
    const progress: Record<string, number[]> = {}
    Object.assign(window, { progress })
    new MutationObserver(() => {
      for (const upload of document.querySelectorAll(".messages .message__pending-upload")) {
        const name = upload.querySelector(".message__file-name")?.textContent ?? ""
        const shown = Number.parseInt(
          upload.querySelector(".message__upload-progress")?.textContent ?? "",
          10,
        )
        progress[name] ??= []
        if (progress[name].at(-1) !== shown) progress[name].push(shown)
      }
    }).observe(document.body, { childList: true, subtree: true, characterData: true })
  })
}

function progressOf(page: Page, name: string): Promise<number[]> {
  return page.evaluate((name) => Reflect.get(window, "progress")[name], name)
}
