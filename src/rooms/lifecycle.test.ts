import { expect, test } from "bun:test"
import {
  closedRoom,
  createMember,
  createMessage,
  deactivate,
  membershipOf,
  recordBroadcasts,
  scene,
  setInvolvement,
} from "../../test/support/scene"
import { database, transaction } from "../platform/database/database"
import { onBothDatabases } from "../platform/database/on-both-databases"
import { ValidationError } from "../platform/http/errors"
import type { User } from "../users/user"
import { changeRoom, createClosedRoom, createOpenRoom, type Room, startDirect } from "./room"
import { accessGrant, ROOMS, sidebarStream } from "./streams"

const open = (creator: User, name: string) =>
  transaction((trx) => createOpenRoom(trx, creator, name))

const closed = (creator: User, name: string, people: { id: number }[]) =>
  transaction((trx) =>
    createClosedRoom(
      trx,
      creator,
      name,
      people.map(({ id }) => id),
    ),
  )

const ids = (people: { id: number }[]) => people.map(({ id }) => id)

const opening = (name: string) => ({ type: "open", name, people: "everyone" }) as const

const closing = (name: string, people: { id: number }[]) =>
  ({ type: "closed", name, people: ids(people) }) as const

async function members(room: { id: number }) {
  const rows = await database()
    .selectFrom("memberships")
    .select("user_id")
    .where("room_id", "=", room.id)
    .orderBy("user_id")
    .execute()
  return rows.map(({ user_id }) => user_id)
}

const roomNow = ({ id }: { id: number }): Promise<Room> =>
  database().selectFrom("rooms").selectAll().where("id", "=", id).executeTakeFirstOrThrow()

onBothDatabases("a new room", () => {
  test("that is open has all active users as members, bots too, notified of mentions", async () => {
    const { ada, bea } = await scene()
    const robot = await createMember("Robot", { role: "bot", email_address: null })
    await deactivate(await createMember("Gone"))

    const kitchen = await open(bea, "Kitchen")

    expect(await members(kitchen)).toEqual(ids([ada, bea, robot]))
    expect(await membershipOf(kitchen, ada)).toMatchObject({ involvement: "mentions" })
  })

  test("that is closed has its creator and the chosen active users as members", async () => {
    const { ada, bea } = await scene()
    const [cy, gone] = [await createMember("Cy"), await createMember("Gone")]
    await deactivate(gone)

    const cellar = await closed(bea, "Cellar", [cy, gone, { id: 9999 }, cy])
    const alone = await closed(bea, "Alone", [])

    expect(await members(cellar)).toEqual(ids([bea, cy]))
    expect(await members(alone)).toEqual([bea.id])
    expect(await members(cellar)).not.toContain(ada.id)
  })

  test("is broadcast to everybody when it is open, else to its members", async () => {
    const { ada, bea } = await scene()
    const cy = await createMember("Cy")
    using broadcasts = recordBroadcasts()

    const kitchen = await open(bea, "Kitchen")
    const cellar = await closed(bea, "Cellar", [cy])

    expect(broadcasts.on(ROOMS)).toEqual([
      expect.stringMatching(
        new RegExp(
          `^<turbo-stream action="prepend" target="shared_rooms">.*list_room_${kitchen.id}"`,
        ),
      ),
    ])
    for (const person of [bea, cy])
      expect(broadcasts.on(sidebarStream(person.id))).toEqual([
        expect.stringMatching(
          new RegExp(
            `^<turbo-stream action="prepend" target="shared_rooms">.*list_room_${cellar.id}"`,
          ),
        ),
      ])
    expect(broadcasts.on(sidebarStream(ada.id))).toEqual([])
    expect(broadcasts.signals).toHaveLength(3)
  })
})

onBothDatabases("changing a room", () => {
  test("to closed keeps the listed members and revokes the rest; involvement and unread marks survive", async () => {
    const { ada, bea, hall } = await scene()
    const cy = await createMember("Cy")
    await setInvolvement(hall, bea, "everything")
    const message = await createMessage(hall, ada, "Kettle's on")

    await changeRoom(hall, closing("Hall", [ada, bea]))

    expect(await roomNow(hall)).toMatchObject({ type: "closed", name: "Hall" })
    expect(await members(hall)).toEqual(ids([ada, bea]))
    expect(await membershipOf(hall, bea)).toMatchObject({
      involvement: "everything",
      unread_at: message.created_at,
    })
    expect(await members(hall)).not.toContain(cy.id)
  })

  test("to open adds all users, and keeps the involvement of members", async () => {
    const { ada, bea } = await scene()
    const cellar = await closed(ada, "Cellar", [])
    await setInvolvement(cellar, ada, "nothing")

    await changeRoom(cellar, opening("Cellar"))

    expect(await members(cellar)).toEqual(ids([ada, bea]))
    expect(await membershipOf(cellar, ada)).toMatchObject({ involvement: "nothing" })
    expect(await membershipOf(cellar, bea)).toMatchObject({ involvement: "mentions" })
    const newest = await createMember("Newest")
    expect(await members(cellar)).toContain(newest.id)
  })

  test("adds the row for new members, removes it for revoked ones, and replaces it for the others", async () => {
    const { ada, bea } = await scene()
    const [cy, dee] = [await createMember("Cy"), await createMember("Dee")]
    const cellar = await closed(ada, "Cellar", [bea])
    using broadcasts = recordBroadcasts()

    await changeRoom(cellar, closing("Vault", [ada, cy]))

    const row = `list_room_${cellar.id}`
    expect(broadcasts.on(sidebarStream(cy.id))).toEqual([
      expect.stringMatching(new RegExp(`action="prepend" target="shared_rooms">.*${row}.*Vault`)),
    ])
    expect(broadcasts.on(sidebarStream(bea.id))).toEqual([
      expect.stringContaining(`<turbo-stream action="remove" target="${row}">`),
    ])
    expect(broadcasts.on(sidebarStream(ada.id))).toEqual([
      expect.stringMatching(new RegExp(`action="replace" target="${row}">.*Vault`)),
    ])
    expect(broadcasts.on(sidebarStream(dee.id))).toEqual([])
    expect(broadcasts.on(ROOMS)).toEqual([])
  })

  test("replaces the row of an open room with one broadcast", async () => {
    const { ada, bea, hall } = await scene()
    using broadcasts = recordBroadcasts()

    await changeRoom(hall, opening("Hall <b>"))

    expect(broadcasts.on(ROOMS)).toEqual([
      expect.stringMatching(
        new RegExp(
          `^<turbo-stream action="replace" target="list_room_${hall.id}">.*Hall &lt;b&gt;`,
        ),
      ),
    ])
    for (const person of [ada, bea]) expect(broadcasts.on(sidebarStream(person.id))).toEqual([])
  })

  test("broadcasts nothing when nothing visible changes", async () => {
    const { ada, bea, hall } = await scene()
    const cellar = await closed(ada, "Cellar", [bea])
    using broadcasts = recordBroadcasts()

    await changeRoom(hall, opening("All Talk"))
    await changeRoom(cellar, closing("Cellar", [ada, bea]))

    expect(broadcasts.signals).toEqual([])
  })

  test("ends the subscriptions of revoked members, and of nobody else", async () => {
    const { ada, bea } = await scene()
    const cellar = await closed(ada, "Cellar", [bea])
    using broadcasts = recordBroadcasts()

    await changeRoom(cellar, closing("Cellar", [ada]))

    const drops = broadcasts.signals.filter(({ type }) => type === "drop")
    expect(drops).toEqual([{ type: "drop", user_id: bea.id, grant: accessGrant(cellar) }])
  })

  test("requires at least one member", async () => {
    const { ada, bea } = await scene()
    const gone = await createMember("Gone")
    const cellar = await closed(ada, "Cellar", [bea])
    await deactivate(gone)

    for (const people of [[], [gone], [{ id: 9999 }]])
      await expect(changeRoom(cellar, closing("Empty", people))).rejects.toBeInstanceOf(
        ValidationError,
      )

    expect(await roomNow(cellar)).toMatchObject({ name: "Cellar" })
    expect(await members(cellar)).toEqual(ids([ada, bea]))
    await changeRoom(cellar, closing("Beas", [bea]))
    expect(await members(cellar)).toEqual([bea.id])
  })

  test("is refused for a direct room", async () => {
    const { ada, bea } = await scene()
    const direct = await startDirect(ada, [bea.id])
    const cy = await createMember("Cy")
    using broadcasts = recordBroadcasts()

    for (const settings of [opening("Public"), closing("Three", [ada, bea, cy])])
      await expect(changeRoom(direct, settings)).rejects.toBeInstanceOf(ValidationError)

    expect(await roomNow(direct)).toMatchObject({ type: "direct", name: null })
    expect(await members(direct)).toEqual(ids([ada, bea]))
    expect(broadcasts.signals).toEqual([])
  })

  test("by two users concurrently has the result of one of them", async () => {
    const { ada, bea } = await scene()
    const cy = await createMember("Cy")
    const cellar = await closedRoom(ada, "Cellar", [ada, bea])

    await Promise.all([
      changeRoom(cellar, opening("Public")),
      changeRoom(cellar, closing("Private", [ada, cy])),
      changeRoom(cellar, opening("Public")),
    ])

    const { name, type } = await roomNow(cellar)
    const people = await members(cellar)
    if (type === "open") {
      expect(name).toBe("Public")
      expect(people).toEqual(ids([ada, bea, cy]))
    } else {
      expect(name).toBe("Private")
      expect(people).toEqual(ids([ada, cy]))
    }
  })

  test("is consistent with a concurrent sign-up, both when the room opens and when it closes", async () => {
    const { ada, bea, hall } = await scene()
    const cellar = await closed(ada, "Cellar", [bea])

    const [, , ...newcomers] = await Promise.all([
      changeRoom(cellar, opening("Cellar")),
      changeRoom(hall, closing("Hall", [ada])),
      ...["Cy", "Dee", "Eve"].map((name) => createMember(name)),
    ])

    expect(await members(cellar)).toEqual(ids([ada, bea, ...newcomers]).sort((a, b) => a - b))
    const late = await createMember("Late")
    expect(await members(hall)).not.toContain(late.id)
  })
})
