import { afterAll, beforeAll, expect, test } from "bun:test"
import type { Page } from "playwright-core"
import type { HttpClient } from "../support/http-client"
import { eventually } from "../support/timeouts"
import { filesOf, type Picked, pictureFile, textFile } from "./files"
import { pageReady } from "./keyboard"
import { addRoom, openRoomPage, type Room, startWithTwoUsers } from "./room"

const WIDTHS = [375, 1440]
const SHAPES = [
  [600, 400],
  [300, 800],
  [24, 24],
  [900, 200],
  [250, 250],
  [60, 700],
  [1200, 900],
] as const

let scene: Awaited<ReturnType<typeof startWithTwoUsers>>
let pictures: Picked[]

beforeAll(async () => {
  scene = await startWithTwoUsers()
  pictures = await Promise.all(
    SHAPES.map(([width, height], index) => pictureFile(`${index}.png`, width, height)),
  )
})
afterAll(() => scene.server.stop())

/** A room of its own, with its path. */
async function roomOf(...galleries: [author: HttpClient, pictures: number][]) {
  const { id } = await addRoom(scene.server, crypto.randomUUID())
  const path = `/rooms/${id}`
  for (const [author, count] of galleries) await sendPictures(author, path, count)
  return path
}

async function sendPictures(author: HttpClient, path: string, count: number) {
  for (const picture of pictures.slice(0, count)) await attach(author, path, picture)
}

async function attach(author: HttpClient, path: string, { buffer, name, mimeType }: Picked) {
  const { status } = await author.post(`${path}/messages`, {
    "message[attachment]": new File([new Uint8Array(buffer)], name, { type: mimeType }),
    "message[client_message_id]": crypto.randomUUID(),
  })
  expect(status).toBeLessThan(400)
}

async function say(author: HttpClient, path: string, text: string) {
  await author.post(`${path}/messages`, {
    "message[body]": `<p>${text}</p>`,
    "message[client_message_id]": crypto.randomUUID(),
  })
}

type Box = { left: number; right: number; top: number; bottom: number; isTile: boolean }

/** What each row shows its content in, from the list's content edge, in whole pixels. */
const boxesOf = ({ page }: Pick<Room, "page">) =>
  page.locator("#message-area .messages").evaluate((list) => {
    const { paddingLeft, paddingRight } = getComputedStyle(list)
    const frame = list.getBoundingClientRect()
    const start = frame.left + Number.parseFloat(paddingLeft)
    const width =
      list.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight)
    const boxes = [...list.querySelectorAll(".message")].map((row): Box => {
      const shown = row.querySelector(".message__presentation")?.getBoundingClientRect()
      const { left = 0, right = 0, top = 0, bottom = 0 } = shown ?? {}
      return {
        left: Math.round(left - start),
        right: Math.round(right - start),
        top: Math.round(top + list.scrollTop),
        bottom: Math.round(bottom + list.scrollTop),
        isTile: row.matches(".message--tile"),
      }
    })
    return { boxes, width: Math.round(width), scrolls: list.scrollWidth > list.clientWidth }
  })

/** How many tiles stand in each line, from top to bottom. */
const linesOf = (boxes: Box[]) =>
  [...Map.groupBy(boxes, ({ top }) => top).values()].map((line) => line.length)

function expectTidy({ boxes, width, scrolls }: Awaited<ReturnType<typeof boxesOf>>) {
  expect(scrolls).toBe(false)
  for (const [index, box] of boxes.entries()) {
    expect(box.left).toBeGreaterThanOrEqual(0)
    expect(box.right).toBeLessThanOrEqual(width + 1)
    for (const other of boxes.slice(index + 1)) expect(overlaps(box, other)).toBe(false)
    if (box.isTile)
      expect(Math.abs(box.right - box.left - (box.bottom - box.top))).toBeLessThanOrEqual(1)
  }
}

const overlaps = (a: Box, b: Box) =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom

test.each(WIDTHS)(
  "pictures sent together stand in lines of two or three, %d px wide",
  async (width) => {
    const { ada, bob } = scene
    const path = await roomOf([ada, 2], [bob, 3], [ada, 4], [bob, 7], [ada, 1], [bob, 2], [ada, 5])
    const viewport = { width, height: 900 }
    await using room = await openRoomPage(scene.server, bob, { at: path, viewport })
    await eventually(async () => (await room.messages.count()) === 24)

    for (const direction of ["ltr", "rtl"]) {
      await room.page.evaluate(
        (dir) => document.documentElement.setAttribute("dir", dir),
        direction,
      )
      const shown = await boxesOf(room)
      expectTidy(shown)
      expect(linesOf(shown.boxes)).toEqual([2, 3, 2, 2, 3, 3, 1, 1, 2, 3, 2])
      expect(shown.boxes.filter(({ isTile }) => !isTile)).toHaveLength(1)
      expect(await sizeOfSmall(room.page)).toEqual([24, 24])
    }
  },
)

const sizeOfSmall = (page: Page) =>
  page
    .getByRole("img", { name: "2.png" })
    .first()
    .evaluate((image: HTMLImageElement) => [image.clientWidth, image.clientHeight])

test("a gallery of others is indented by the avatar, one's own ends at the edge", async () => {
  const path = await roomOf([scene.ada, 4], [scene.bob, 4])
  await using room = await openRoomPage(scene.server, scene.bob, { at: path })
  const { boxes, width } = await boxesOf(room)
  const [others, own] = [boxes.slice(0, 4), boxes.slice(4)]

  expect(new Set(others.map(({ left }) => left)).size).toBe(2)
  expect(Math.min(...others.map(({ left }) => left))).toBe(52)
  expect(Math.max(...own.map(({ right }) => right))).toBeGreaterThanOrEqual(width - 1)
  expect(await headings(room.page)).toEqual([true, false, false, false, true, false, false, false])
})

/** Whether each heading stands above its picture, and not on it. */
const headings = (page: Page) =>
  page.locator("#message-area .message").evaluateAll((rows) =>
    rows.map((row) => {
      const heading = row.querySelector(".message__heading")?.getBoundingClientRect()
      const picture = row.querySelector(".message__presentation")?.getBoundingClientRect()
      return (heading?.bottom ?? 0) <= (picture?.top ?? 0)
    }),
  )

test("a text, another author, another file and a failed picture end a gallery", async () => {
  const { ada, bob } = scene
  const path = await roomOf([ada, 2])
  await say(ada, path, "in between")
  await sendPictures(ada, path, 1)
  await attach(ada, path, textFile("notes.txt"))
  await sendPictures(ada, path, 2)
  await sendPictures(bob, path, 1)
  await using room = await openRoomPage(scene.server, bob, { at: path })
  await eventually(async () => (await room.messages.count()) === 8)

  const { boxes } = await boxesOf(room)

  expect(boxes.map(({ isTile }) => isTile)).toEqual([
    true,
    true,
    false,
    false,
    false,
    true,
    true,
    false,
  ])
})

test("a gallery follows what is added, reacted to and deleted, and what stands before it", async () => {
  const { ada, bob } = scene
  const path = await roomOf([ada, 2])
  await using room = await openRoomPage(scene.server, bob, { at: path })
  const lines = async () => linesOf((await boxesOf(room)).boxes)
  const linesAre = (...expected: number[]) =>
    eventually(async () => (await lines()).join() === expected.join(), expected.join())
  const idOf = (place: number) => room.messages.nth(place).getAttribute("data-message-id")
  await linesAre(2)

  await attach(ada, path, pictures[4] as Picked)
  await linesAre(3)
  await attach(ada, path, pictures[6] as Picked)
  await linesAre(2, 2)
  await ada.post(`/messages/${await idOf(1)}/boosts`, {
    "boost[content]": "so many words",
  })
  await room.page.locator(".boost").waitFor()
  await linesAre(2, 2)
  expectTidy(await boxesOf(room))
  await ada.delete(`${path}/messages/${await idOf(1)}`)
  await linesAre(3)
  await say(ada, path, "after")
  await linesAre(3, 1)
  for (const id of [await idOf(0), await idOf(1)]) await ada.delete(`${path}/messages/${id}`)
  await linesAre(1, 1)
  expect(await room.page.locator(".message--tile").count()).toBe(0)
})

test("older pictures join the gallery when they are loaded, and new ones keep the list at its end", async () => {
  const { ada, bob } = scene
  const path = await roomOf([ada, 7], [ada, 7])
  for (let count = 0; count < 36; count++) await say(bob, path, `No. ${count}`)
  await using room = await openRoomPage(scene.server, bob, { at: path })
  expect(await room.messages.count()).toBe(40)
  await eventually(async () => {
    await room.scrollTo(0)
    return (await room.messages.count()) === 50
  })

  expect(linesOf((await boxesOf(room)).boxes).slice(0, 6)).toEqual([3, 3, 3, 3, 2, 1])
  await room.scrollTo(1_000_000)
  await attach(ada, path, pictures[0] as Picked)
  await attach(ada, path, pictures[4] as Picked)
  await eventually(async () => (await room.page.locator(".message--tile").count()) === 16)
  await eventually(async () => (await room.scroll()).fromEnd < 2)
})

test("pictures that are being sent are tiles at once, and stay at the end of the list", async () => {
  const path = await roomOf([scene.ada, 3])
  await using room = await openRoomPage(scene.server, scene.bob, { at: path })
  await pageReady(room.page)
  const sent = Promise.withResolvers<void>()
  await room.page.route("**/messages", async (route) => {
    await sent.promise
    await route.continue()
  })
  const files = filesOf(room)

  await files.pick(...pictures.slice(0, 3))
  await files.send.click()
  await eventually(async () => (await room.page.locator(".message--tile").count()) === 6)
  expect(linesOf((await boxesOf(room)).boxes)).toEqual([3, 3])
  expectTidy(await boxesOf(room))
  for (const name of ["0.png", "1.png", "2.png"])
    await files.pending(name).getByRole("button").click({ trial: true })
  sent.resolve()

  await eventually(
    async () => (await room.page.locator(".message--tile[data-message-id]").count()) === 6,
  )
  expect(linesOf((await boxesOf(room)).boxes)).toEqual([3, 3])
  await eventually(async () => (await room.scroll()).fromEnd < 2)
})

test("a picture that cannot be sent leaves the gallery", async () => {
  const path = await roomOf()
  await using room = await openRoomPage(scene.server, scene.bob, { at: path })
  await pageReady(room.page)
  await room.page.route("**/messages", (route) =>
    route.request().postData()?.includes('"1.png"')
      ? route.fulfill({ status: 422, body: "No" })
      : route.continue(),
  )
  const files = filesOf(room)

  await files.pick(...pictures.slice(0, 3))
  await files.send.click()

  await files.failed("1.png").waitFor()
  await eventually(async () => (await room.page.locator(".message[data-message-id]").count()) === 2)
  const shown = await boxesOf(room)
  expectTidy(shown)
  expect(shown.boxes.find(({ isTile }) => !isTile)).toBeDefined()
})

test("the lightbox and the keys go through a gallery in the order of its messages", async () => {
  const path = await roomOf([scene.ada, 4])
  await using room = await openRoomPage(scene.server, scene.bob, { at: path })
  const { page } = room
  await pageReady(page)
  const dialog = page.getByRole("dialog", { name: "Image Viewer" })

  await page.getByRole("link", { name: "0.png" }).click()
  for (const name of ["0.png", "1.png", "2.png", "3.png"]) {
    await dialog.getByRole("img", { name, exact: true }).waitFor()
    await page.keyboard.press("ArrowRight")
  }
  await page.keyboard.press("Escape")
  await dialog.waitFor({ state: "detached" })

  for (const place of [1, 2]) {
    const button = room.messages.nth(place).locator(".message__options-btn")
    await button.focus()
    await page.keyboard.press("Enter")
    await room.messages.nth(place).locator(".message-menu:popover-open").waitFor()
    await page.keyboard.press("Escape")
    await button.and(page.locator(":focus")).waitFor()
    await page.keyboard.press("Tab")
    await room.messages.nth(place).locator(".message__attachment-link:focus").waitFor()
  }
})

test("the options of each tile are on its picture", async () => {
  const path = await roomOf([scene.ada, 3])
  await using room = await openRoomPage(scene.server, scene.bob, { at: path })
  await pageReady(room.page)

  for (const place of [0, 1, 2]) {
    const row = room.messages.nth(place)
    await row.hover()
    const picture = await row.locator(".message__presentation").boundingBox()
    const button = await row.locator(".message__options-btn").boundingBox()
    if (!picture || !button) throw new Error("A tile has no place")
    expect(button.x).toBeGreaterThanOrEqual(picture.x)
    expect(button.x + button.width).toBeLessThanOrEqual(picture.x + picture.width)
    expect(button.y + button.height).toBeLessThanOrEqual(picture.y + picture.height)
    await row.locator(".message__options-btn").click()
    await row.locator(".message-menu:popover-open").waitFor()
    await room.page.keyboard.press("Escape")
  }
})

test("the form to react to a tile fits into the list, and no time lies on it", async () => {
  const path = await roomOf([scene.ada, 3])
  const viewport = { width: 375, height: 900 }
  await using room = await openRoomPage(scene.server, scene.bob, { at: path, viewport })
  const { page } = room
  await pageReady(page)

  for (const place of [0, 1, 2]) {
    const row = room.messages.nth(place)
    await row.locator(".message__options-btn").click()
    await row.getByText("New boost").click()
    const form = await row.locator("form.boost-form").boundingBox()
    const time = await row.locator(".message__permalink").boundingBox()
    if (!form || !time) throw new Error("A form has no place")
    expect(form.x).toBeGreaterThanOrEqual(0)
    expect(form.x + form.width).toBeLessThanOrEqual(375)
    expect(time.y + time.height).toBeLessThanOrEqual(form.y)
    await page.keyboard.press("Escape")
    await row.locator("form.boost-form").waitFor({ state: "detached" })
  }
})
