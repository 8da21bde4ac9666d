import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { database } from "../../src/platform/database/database"
import { type Hearth, openHearth } from "../support/hearth"
import type { HttpClient } from "../support/http-client"
import { scene, userById } from "../support/scene"

/** "Bob" with a right-to-left override and invisible characters before, in and after it. */
const HOSTILE = "\u202EBo\u200B\u0007b\u2066\u3164"
const HEBREW = "עדה לאבלייס"

describe.each(["sqlite", "postgres"] as const)("names with hidden characters, on %s", (dialect) => {
  let hearth: Hearth
  let people: Awaited<ReturnType<typeof scene>>
  let ada: HttpClient

  beforeAll(async () => {
    hearth = await openHearth({ database: dialect })
    people = await scene()
    ada = await hearth.clientFor(people.ada)
  })
  afterAll(() => hearth.close())

  test.each([
    [HOSTILE, "Bob"],
    [HEBREW, HEBREW],
  ])("%j is %j as a person's, a room's, a topic and the account's", async (given, kept) => {
    const { hall } = people
    await ada.patch("/users/me/profile", { "user[name]": given })
    await ada.put(`/rooms/opens/${hall.id}`, { "room[name]": given })
    await ada.put("/account", { "account[name]": given })
    await ada.post(`/rooms/${hall.id}/messages`, {
      "message[body]": `<p>/topic ${given}</p>`,
      "message[client_message_id]": crypto.randomUUID(),
    })

    expect((await userById(people.ada.id)).name).toBe(kept)
    expect(
      await database()
        .selectFrom("rooms")
        .select(["name", "topic"])
        .where("id", "=", hall.id)
        .execute(),
    ).toEqual([{ name: kept, topic: kept }])
    expect(await database().selectFrom("accounts").select("name").execute()).toEqual([
      { name: kept },
    ])
  })

  test("are rejected when nothing visible is left", async () => {
    const refused = await ada.post("/rooms/opens", { "room[name]": "\u3164\u202E" })

    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain("Please name the room.")
  })
})
