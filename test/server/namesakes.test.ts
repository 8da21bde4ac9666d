import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { database, transaction } from "../../src/platform/database/database"
import type { Room } from "../../src/rooms/room"
import { banUser, type User } from "../../src/users/user"
import { type Hearth, openHearth } from "../support/hearth"
import type { HttpClient } from "../support/http-client"
import { closedRoom, createMember, DEVICE, scene } from "../support/scene"

let hearth: Hearth
let ada: User
let bea: User
let den: Room
let administrator: HttpClient
let member: HttpClient

/** Everywhere that somebody picks a person; `%` is the room's id. */
const PLACES: [string, string][] = [
  ["the mention menu", "/autocompletable/users?room_id=%&filter=alex"],
  ["the suggestions for a direct room", "/autocompletable/users?query=alex"],
  ["the switcher", "/users/me/switcher"],
  ["the people of a new room", "/rooms/closeds/new"],
  ["the people of a room", "/rooms/closeds/%/edit"],
  ["the people of the account", "/account/users"],
  ["the filtered people of the account", "/account/users?filter=alex"],
]

beforeAll(async () => {
  hearth = await openHearth()
  ;({ ada, bea } = await scene())
  const alex = await createMember("Alex Kim", { email_address: "alex1@example.com" })
  const other = await createMember("Álex kim", { email_address: "alex2@example.com" })
  const banned = await createMember("Alex Kim", { email_address: "alex3@example.com" })
  await transaction((trx) =>
    trx.updateTable("users").set({ bio: "Design & <tea>" }).where("id", "=", alex.id).execute(),
  )
  await banUser(ada, banned.id, DEVICE.ip_address)
  den = await closedRoom(bea, "Den", [ada, bea, alex, other])
  administrator = await hearth.clientFor(ada)
  member = await hearth.clientFor(bea)
})
afterAll(() => hearth.close())

async function pageAt(client: HttpClient, path: string) {
  const response = await client.get(path.replace("%", String(den.id)), { accept: "*/*" })
  expect(response.status).toBe(200)
  return response.text()
}

describe("two people of one name are told apart in", () => {
  test.each(PLACES)("%s", async (_, path) => {
    expect(await database().selectFrom("users").select("id").execute()).toHaveLength(5)
    for (const client of [administrator, member]) {
      const page = await pageAt(client, path)
      expect(page).toContain("Design &amp; &lt;tea&gt;")
      // Only administrators see the mail addresses of others.
      if (client === administrator) expect(page).toContain("alex2@example.com")
      else expect(page).not.toContain("@example.com")
      if (client === member) expect(page).toContain("Joined ")
    }
  })

  test("the list with those who are banned", async () => {
    const page = await pageAt(administrator, "/account/users")

    expect(page).toContain("alex3@example.com")
    expect(page).toContain("Delete Álex kim (alex2@example.com)?")
  })

  test("an invitation by name", async () => {
    const response = await member.post(`/rooms/${den.id}/messages`, {
      "message[body]": "/invite alex kim",
      "message[client_message_id]": "invitation-1",
    })

    expect(await response.text()).toContain("Choose one from the menu that @ opens.")
  })
})

test("nobody else has a line", async () => {
  const response = await member.get("/autocompletable/users?query=ada", { accept: "*/*" })

  expect(await response.json()).toEqual([
    expect.objectContaining({ name: "Ada", value: ada.id, avatar_url: expect.any(String) }),
  ])
  expect(await pageAt(member, "/autocompletable/users?query=ada")).not.toContain("note")
  expect(await pageAt(member, "/autocompletable/users?room_id=%&filter=be")).not.toContain(
    "namesake",
  )
})
