import { expect, test } from "bun:test"
import { join } from "node:path"
import type { Page } from "playwright-core"
import { openBrowser } from "../support/browser"
import type { HttpClient } from "../support/http-client"
import { eventually } from "../support/timeouts"
import { CONNECTED, enterOnThinWire } from "./connection"
import { openRoomPage, post, ROOM, startWithTwoUsers } from "./room"

const PICTURE = Bun.file(join(import.meta.dir, "../../src/client/public/icon-192.png"))
const ADA_NAME = /Ada|Lovelace/

type Scene = Awaited<ReturnType<typeof startWithTwoUsers>>

/** A room and a direct room in which Ada's name and picture stand in every kind of place. */
async function sceneOfPlaces() {
  const scene = await startWithTwoUsers()
  const root = await post(scene.ada, "the root")
  const reply = { "message[body]": "<p>reply</p>", "message[client_message_id]": "reply" }
  await scene.ada.post(`${ROOM}/messages/${root.id}/thread/messages`, reply)
  const other = await post(scene.bob, "by the other")
  const mention = await mentionOf(scene.bob, "Ada")
  await scene.bob.patch(`${ROOM}/messages/${other.id}`, { "message[body]": `hi ${mention}` })
  await scene.ada.post(`/messages/${other.id}/boosts`, { "boost[content]": "🎉" })
  const pinned = await post(scene.bob, "pinned")
  await scene.ada.post(`/messages/${pinned.id}/pin`)
  const direct = await scene.bob.post("/rooms/directs", { "user_ids[]": [1] })
  const ping = new URL(direct.headers.get("location") ?? "", scene.server.url).pathname
  return { ...scene, root, ping }
}

async function mentionOf(as: HttpClient, name: string) {
  const found = await (await as.get(`/autocompletable/users?filter=${name}&room_id=1`)).text()
  const sgid = /sgid="([^"]+)"/.exec(found)?.[1]
  return `<action-text-attachment sgid="${sgid}" content-type="application/vnd.campfire.mention"></action-text-attachment>`
}

async function rename({ ada }: Scene) {
  const { status } = await ada.patch("/users/me/profile", {
    "user[name]": "Countess Byron",
    "user[avatar]": new File([await PICTURE.bytes()], "new.png", { type: "image/png" }),
  })
  expect(status).toBe(303)
}

/** Every text, title and label of the page that matches `name`, and the sources of all avatars. */
const placesOf = (page: Page, name: RegExp) =>
  page.evaluate((source) => {
    const name = new RegExp(source)
    const texts: string[] = []
    const pictures: string[] = []
    const visit = (node: Node) => {
      if (node instanceof Text && name.test(node.data)) texts.push(placeOf(node.parentElement))
      if (node instanceof HTMLImageElement) pictures.push(node.getAttribute("src") ?? "")
      if (node instanceof Element)
        for (const { name: attribute, value } of node.attributes)
          if (name.test(value)) texts.push(`${placeOf(node)}[${attribute}]`)
      const { childNodes } = node instanceof HTMLTemplateElement ? node.content : node
      if (!(node instanceof Element && node.matches("script, style"))) childNodes.forEach(visit)
    }
    const placeOf = (element: Element | null) =>
      `${element?.localName}.${element?.className || element?.parentElement?.className}`
    visit(document)
    return { texts, pictures: pictures.filter((src) => src.includes("/avatar?v=")) }
  }, name.source)

/** Waits until the page shows neither Ada's old name nor her old picture. */
async function expectRenamed(page: Page, before: Places) {
  let left: unknown
  await eventually(async () => {
    const { texts, pictures } = await placesOf(page, ADA_NAME)
    const stale = pictures.filter((src) => before.pictures.includes(src))
    left = { texts, stale }
    return texts.length === 0 && stale.length === 0
  }).catch(() => {
    throw new Error(`Still shown: ${JSON.stringify(left, null, 1)}`)
  })
  const after = await placesOf(page, /Countess|Byron/)
  expect(new Set(after.texts)).toEqual(new Set(before.texts))
}

/** The page's places that show Ada, when those that are `expected` do. */
async function adaOn(page: Page, expected: string[]) {
  await eventually(
    async () => {
      const { texts } = await placesOf(page, ADA_NAME)
      return expected.every((place) => texts.some((text) => text.includes(place)))
    },
    `Ada in ${expected.join(", ")}`,
  )
  const { texts, pictures } = await placesOf(page, ADA_NAME)
  return { texts, pictures: pictures.filter((src) => src.startsWith("/users/MQ")) }
}

type Places = Awaited<ReturnType<typeof placesOf>>

const ROWS = [
  "message__avatar[title]",
  "message__author",
  "a.mention",
  "boost__avatar",
  "message__pin",
]
const SIDEBAR = ["direct__link", "direct__name", "for-screen-reader"]
const MINE = ["sidebar__name", "meta."]

test("shows a person's new name and picture in every place of open pages", async () => {
  await using scene = await sceneOfPlaces()
  const { server, ada, bob, root, ping } = scene
  const thread = `${ROOM}/messages/${root.id}/thread`
  await using bobs = await openRoomPage(server, bob)
  await using adas = await openRoomPage(server, ada)
  await using direct = await openRoomPage(server, bob, { at: ping })
  await using alone = await openBrowser(server, { as: bob })
  for (const { page } of [bobs, adas]) await openThread(page)
  await alone.page.goto(thread)
  const before = [
    [bobs.page, await adaOn(bobs.page, [...ROWS, ...SIDEBAR, "presence__name"])],
    [adas.page, await adaOn(adas.page, [...ROWS, ...MINE])],
    [direct.page, await adaOn(direct.page, ["title.", "nav__title", "room-beginning", ...SIDEBAR])],
    [
      alone.page,
      await adaOn(alone.page, ["message__avatar[title]", "message__author", ...SIDEBAR]),
    ],
  ] as const

  await rename(scene)

  for (const [page, places] of before) await expectRenamed(page, places)
})

test("shows a name and a picture that changed while the page was cut off", async () => {
  await using scene = await sceneOfPlaces()
  await using bob = await enterOnThinWire(scene)
  await openThread(bob.page)
  const before = await adaOn(bob.page, [...ROWS, ...SIDEBAR])
  await bob.cut()

  await rename(scene)
  bob.mend()

  await bob.page.locator(CONNECTED).first().waitFor({ state: "attached" })
  await expectRenamed(bob.page, before)
})

test("shows the new text of an edited message at the start of its open thread", async () => {
  await using scene = await sceneOfPlaces()
  await using bob = await openRoomPage(scene.server, scene.bob)
  await openThread(bob.page)
  const start = bob.page.locator(".thread__root .message__presentation")

  await scene.ada.patch(`${ROOM}/messages/${scene.root.id}`, { "message[body]": "<p>edited</p>" })

  await eventually(async () => (await start.innerText()) === "edited")
})

async function openThread(page: Page) {
  await page.locator(".thread-summary__link").click()
  await page.locator(".thread__root .message__author").waitFor({ state: "attached" })
}
