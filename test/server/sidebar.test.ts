import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { now, transaction } from "../../src/platform/database/database"
import { startDirect } from "../../src/rooms/room"
import type { User } from "../../src/users/user"
import { type Hearth, openHearth } from "../support/hearth"
import {
  closedRoom,
  createMember,
  createMessage,
  membershipOf,
  openRoom,
  openTab,
  scene,
} from "../support/scene"

let hearth: Hearth
let ada: User

beforeAll(async () => {
  hearth = await openHearth()
  ;({ ada } = await scene())
})
afterAll(() => hearth.close())

const sidebarOf = async (person: User) => {
  const client = await hearth.clientFor(person)
  return async (headers = {}) => {
    const response = await client.get("/users/me/sidebar", headers)
    return { response, html: await response.text() }
  }
}

/** The room ids of one of its lists. */
function rowsIn(html: string, list: string) {
  const [, rows = ""] = html.split(`<div id="${list}"`)
  const [own = ""] = rows.split("</div>")
  return [...own.matchAll(/id="list_room_(\d+)"/g)].map(([, id]) => Number(id))
}

describe("the sidebar", () => {
  test("lists direct messages by their latest message and rooms by name, with their marks", async () => {
    const bea = await createMember("Bea Lee")
    const cy = await createMember("Cy Dee")
    const [zoo, attic] = [
      await closedRoom(ada, "Zoo", [ada]),
      await closedRoom(ada, "attic", [ada]),
    ]
    const withBea = await startDirect(ada, [bea.id])
    const withBoth = await startDirect(ada, [cy.id, bea.id])
    await createMessage(withBea, bea, "Hello")
    const sidebar = await sidebarOf(ada)

    const { html } = await sidebar()

    expect(rowsIn(html, "direct_rooms")).toEqual([withBea.id, withBoth.id])
    expect(rowsIn(html, "shared_rooms").filter((id) => id === zoo.id || id === attic.id)).toEqual([
      attic.id,
      zoo.id,
    ])
    expect(html).toContain(`id="list_room_${withBea.id}" class="direct direct__link unread"`)
    expect(html).toContain('<span class="for-screen-reader">Ping with Bea Lee</span>')
    expect(html).toContain('<span class="for-screen-reader">Ping with Bea Lee and Cy Dee</span>')
    expect(html).toContain(">BL+CD</span>")
  })

  test("changes as soon as anything on it changes, and is a 304 until then", async () => {
    const dee = await createMember("Dee")
    const room = await closedRoom(ada, "Kitchen", [ada, dee])
    const talk = await startDirect(ada, [dee.id])
    const sidebar = await sidebarOf(dee)
    const seen = await sidebar()
    const unchanged = { "if-none-match": seen.response.headers.get("etag") ?? "" }

    expect((await sidebar(unchanged)).response.status).toBe(304)

    await createMessage(room, ada, "News")
    const withNews = await sidebar(unchanged)
    expect(withNews.html).toContain(`id="list_room_${room.id}" class="room unread"`)

    await rename(ada, "Ada <Byron>")
    const renamed = await sidebar()
    expect(renamed.html).toContain("Ping with Ada &lt;Byron&gt;")
    expect(rowsIn(renamed.html, "direct_rooms")).toEqual([talk.id])
    await rename(ada, "Ada")
  })

  test("does not mark a room unread for a member who has it open", async () => {
    const eve = await createMember("Eve")
    const room = await closedRoom(ada, "Den", [ada, eve])
    const sidebar = await sidebarOf(eve)
    await openTab(room, eve)

    await createMessage(room, ada, "News")

    expect((await sidebar()).html).toContain(`id="list_room_${room.id}" class="room"`)
    expect(await membershipOf(room, eve)).toMatchObject({ unread_at: null })
  })

  test("suggests people without a direct message, each with a form that starts one", async () => {
    const fay = await createMember("Fay")
    const gil = await createMember("Gil Good")
    await startDirect(fay, [ada.id])

    const { html } = await (await sidebarOf(fay))()

    expect(html).not.toContain(`id="ping_user_${ada.id}"`)
    expect(html).not.toContain(`id="ping_user_${fay.id}"`)
    expect(html).toMatch(
      new RegExp(
        `<form id="ping_user_${gil.id}"[^>]* action="/rooms/directs" method="post"><input type="hidden" name="user_ids\\[\\]" value="${gil.id}"/>`,
      ),
    )
    expect(html).toContain("Start a ping with Gil Good")
  })

  test("links to the new-room form for people who may create rooms", async () => {
    const hal = await createMember("Hal")
    await restrictRoomCreation(true)
    const member = await (await sidebarOf(hal))()
    const administrator = await (await sidebarOf(ada))()
    await restrictRoomCreation(false)

    expect(member.html).not.toContain("New Chat Room")
    expect(member.html).toContain("New Ping")
    expect(administrator.html).toContain("New Chat Room")
    expect((await (await sidebarOf(hal))()).html).toContain("New Chat Room")
  })

  test("shows 200 rooms", async () => {
    const ivy = await createMember("Ivy")
    for (let number = 0; number < 200; number++) await closedRoom(ivy, `Room ${number}`, [ivy])

    const { html } = await (await sidebarOf(ivy))()

    expect(rowsIn(html, "shared_rooms").length).toBeGreaterThanOrEqual(200)
    await openRoom(ada, "One more")
  })
})

function rename(person: User, name: string) {
  return transaction((trx) =>
    trx.updateTable("users").set({ name, updated_at: now() }).where("id", "=", person.id).execute(),
  )
}

function restrictRoomCreation(restricted: boolean) {
  const settings = JSON.stringify({ restrict_room_creation_to_administrators: restricted })
  return transaction((trx) =>
    trx.updateTable("accounts").set({ settings, updated_at: now() }).execute(),
  )
}
