import { afterAll, beforeAll, expect, test } from "bun:test"
import type { Page } from "playwright-core"
import { accessibilityErrors } from "../support/axe"
import type { HttpClient } from "../support/http-client"
import { eventually } from "../support/timeouts"
import { filesOf, type Picked, pictureFile, soundFile, textFile } from "./files"
import { pageReady } from "./keyboard"
import { openRoomPage, ROOM, startWithTwoUsers } from "./room"

let scene: Awaited<ReturnType<typeof startWithTwoUsers>>

beforeAll(async () => {
  scene = await startWithTwoUsers()
})
afterAll(() => scene.server.stop())

test("opens pictures in a dialog, moves between them by keys, and clears it on Escape", async () => {
  await attach(scene.ada, await pictureFile("first.png", 900, 600))
  await attach(scene.ada, textFile("between.txt"))
  await attach(scene.ada, await pictureFile("second of two.png", 2400, 1600))
  await using bob = await openRoomPage(scene.server, scene.bob, { before: sharing })
  const { page } = bob
  await pageReady(page)
  const link = page.getByRole("link", { name: "first.png" })
  const dialog = page.getByRole("dialog", { name: "Image Viewer (Press escape to close)" })

  await link.click()
  await dialog.getByRole("img", { name: "first.png" }).waitFor()
  expect(await dialog.innerText()).toContain("1 of 2")
  await eventually(() => widthOf(page, 900))
  expect(await accessibilityErrors(page)).toEqual([])
  await page.keyboard.press("ArrowLeft")
  await page.keyboard.press("ArrowRight")
  await dialog.getByRole("img", { name: "second of two.png" }).waitFor()
  await eventually(() => widthOf(page, 2400))
  const download = dialog.getByRole("link", { name: "Download file" })
  expect(await download.getAttribute("href")).toMatch(/disposition=attachment$/)
  await dialog.getByRole("button", { name: "Share file" }).click()
  expect(await eventually(() => page.evaluate(() => Reflect.get(window, "shared")))).toEqual([
    ["second of two.png", "image/png"],
  ])

  await dialog.getByRole("img").click()
  await page.locator("dialog[data-zoomed]").waitFor()
  await dialog.getByRole("img").click()
  await page.keyboard.press("Escape")
  await dialog.waitFor({ state: "detached" })
  await link.and(page.locator(":focus")).waitFor()
  expect(await page.locator(".lightbox__image").getAttribute("src")).toBeNull()
  expect(bob.person.errors).toEqual([])
})

test("closes the lightbox by its button and its backdrop, and offers sharing only where supported", async () => {
  await attach(scene.ada, await pictureFile("wall.png", 300, 200))
  await using bob = await openRoomPage(scene.server, scene.bob)
  const { page } = bob
  await pageReady(page)
  const dialog = page.getByRole("dialog", { name: "Image Viewer" })
  const link = page.getByRole("link", { name: "wall.png" })

  await link.click()
  await dialog.waitFor()
  expect(await dialog.getByRole("button", { name: "Share file" }).count()).toBe(0)
  await page.mouse.click(20, 500)
  await dialog.waitFor({ state: "detached" })
  await link.click()
  await dialog.getByRole("button", { name: "Close image viewer" }).click()
  await dialog.waitFor({ state: "detached" })
})

test("pauses one player when another starts, and labels each with its file", async () => {
  await using bob = await openRoomPage(scene.server, scene.bob)
  await pageReady(bob.page)
  const files = filesOf(bob)
  await files.pick(soundFile("one.wav", 60), soundFile("two.wav", 60))
  await files.send.click()
  await files.stored("two.wav").waitFor()
  const playing = () =>
    bob.page
      .locator("audio")
      .evaluateAll((players) =>
        players.filter((player) => player instanceof HTMLAudioElement && !player.paused),
      )
      .then((players) => players.length)
  const play = (name: string) =>
    bob.page
      .locator(`audio[aria-label="${name}"]`)
      .evaluate((player: HTMLAudioElement) => player.play())

  await play("one.wav")
  await play("two.wav")

  await eventually(async () => (await playing()) === 1)
  expect(
    await bob.page
      .locator('audio[aria-label="two.wav"]')
      .evaluate((player: HTMLAudioElement) => player.paused),
  ).toBe(false)
})

test("plays a file of an older page", async () => {
  const name = "older.wav"
  await attach(scene.bob, soundFile(name, 60))
  for (let count = 0; count < 60; count++)
    await scene.bob.post(`${ROOM}/messages`, {
      "message[client_message_id]": crypto.randomUUID(),
      "message[body]": `<p>No. ${count}</p>`,
    })
  await using bob = await openRoomPage(scene.server, scene.bob)
  await pageReady(bob.page)
  const player = bob.page.locator(`audio[aria-label="${name}"]`)
  expect(await player.count()).toBe(0)

  await eventually(async () => {
    await bob.page.locator(".messages").evaluate((list) => list.scrollTo(0, 0))
    return (await player.count()) === 1
  })
  const isPlaying = () =>
    player.evaluate((audio: HTMLAudioElement) => audio.play().then(() => !audio.paused))
  expect(await isPlaying()).toBe(true)
})

async function attach(as: HttpClient, { name, mimeType, buffer }: Picked) {
  const answer = await as.post(`${ROOM}/messages`, {
    "message[client_message_id]": crypto.randomUUID(),
    "message[attachment]": new File([new Uint8Array(buffer)], name, { type: mimeType }),
  })
  if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`)
}

/** Waits until the full picture has loaded. */
const widthOf = (page: Page, width: number) =>
  page
    .locator(".lightbox__image")
    .evaluate((image: HTMLImageElement, wanted) => image.naturalWidth === wanted, width)

/** Stubs `navigator.share`, which only some devices have, and records its arguments. */
function sharing(page: Page) {
  return page.addInitScript(() => {
    Object.assign(navigator, {
      canShare: () => true,
      share: async ({ files }: { files: File[] }) => {
        const shared = files.map(({ name, type }) => [name, type])
        Object.assign(window, { shared })
      },
    })
  })
}
