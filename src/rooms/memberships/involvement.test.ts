import { expect, test } from "bun:test"
import {
  createMember,
  createMessage,
  membershipOf,
  openRoom,
  recordBroadcasts,
  scene,
} from "../../../test/support/scene"
import { transaction } from "../../platform/database/database"
import { onBothDatabases } from "../../platform/database/on-both-databases"
import { ValidationError } from "../../platform/http/errors"
import type { User } from "../../users/user"
import {
  involve,
  membershipsOf,
  type Room,
  RoomGone,
  reachRoom,
  revoke,
  startDirect,
} from "../room"
import { sidebarStream } from "../streams"
import { roomType } from "../types/registry"
import { nextInvolvement } from "./involvement"

async function reached(person: User, { id }: Room) {
  const room = await reachRoom(person, String(id))
  if (!room) throw new Error("Not their room")
  return room
}

test("the bell cycles through four involvements in a named room, and two in a direct room", () => {
  const round = (type: "open" | "closed" | "direct") =>
    roomType(type).involvements.map((each) => [each, nextInvolvement(type, each)])

  for (const type of ["open", "closed"] as const)
    expect(round(type)).toEqual([
      ["mentions", "everything"],
      ["everything", "nothing"],
      ["nothing", "invisible"],
      ["invisible", "mentions"],
    ])
  expect(round("direct")).toEqual([
    ["everything", "nothing"],
    ["nothing", "everything"],
  ])
})

onBothDatabases("an involvement", () => {
  test("changes for one user, without a broadcast while the room stays visible", async () => {
    const { ada, bea, hall } = await scene()
    using broadcasts = recordBroadcasts()

    for (const involvement of ["everything", "nothing", "mentions"] as const) {
      await involve(await reached(bea, hall), involvement)
      expect(await membershipOf(hall, bea)).toMatchObject({ involvement })
    }

    expect(await membershipOf(hall, ada)).toMatchObject({ involvement: "mentions" })
    expect(broadcasts.signals).toEqual([])
  })

  test("that hides the room removes its row for that user alone, and restores it with its unread mark", async () => {
    const { ada, bea, hall } = await scene()
    await createMessage(hall, ada, "Kettle's on")
    const row = `list_room_${hall.id}`
    using broadcasts = recordBroadcasts()

    await involve(await reached(bea, hall), "invisible")
    await involve(await reached(bea, hall), "invisible")
    await involve(await reached(bea, hall), "mentions")

    expect(broadcasts.signals).toHaveLength(2)
    expect(broadcasts.on(sidebarStream(bea.id))).toEqual([
      `<turbo-stream action="remove" target="${row}"></turbo-stream>`,
      expect.stringMatching(
        new RegExp(`action="prepend" target="shared_rooms">.*id="${row}" class="room unread"`),
      ),
    ])
  })

  test("must be one that the room's type has", async () => {
    const { ada, bea, hall } = await scene()
    const direct = await startDirect(ada, [bea.id])
    using broadcasts = recordBroadcasts()

    for (const wish of ["loud", "", undefined, "__proto__"])
      await expect(involve(await reached(bea, hall), wish)).rejects.toBeInstanceOf(ValidationError)
    for (const wish of ["mentions", "invisible"])
      await expect(involve(await reached(bea, direct), wish)).rejects.toBeInstanceOf(
        ValidationError,
      )

    await involve(await reached(bea, direct), "nothing")
    expect(await membershipOf(direct, bea)).toMatchObject({ involvement: "nothing" })
    expect(broadcasts.signals).toEqual([])
  })

  test("ends with the membership", async () => {
    const { bea, hall } = await scene()
    const room = await reached(bea, hall)
    await transaction((trx) => revoke(trx, hall, [bea.id]))

    await expect(involve(room, "everything")).rejects.toBeInstanceOf(RoomGone)
  })
})

onBothDatabases("a user's memberships", () => {
  test("include hidden rooms: named rooms by name, then direct rooms by the others' names", async () => {
    const { ada, bea, hall } = await scene()
    const zed = await createMember("Zed")
    const attic = await openRoom(ada, "attic")
    const [withZed, withAda] = [await startDirect(bea, [zed.id]), await startDirect(bea, [ada.id])]
    await startDirect(ada, [zed.id])
    await involve(await reached(bea, hall), "invisible")

    expect(await membershipsOf(bea)).toEqual([
      { room: { id: hall.id, type: "open", own_name: "All Talk" }, involvement: "invisible" },
      { room: { id: attic.id, type: "open", own_name: "attic" }, involvement: "mentions" },
      { room: { id: withAda.id, type: "direct", own_name: "Ada" }, involvement: "everything" },
      { room: { id: withZed.id, type: "direct", own_name: "Zed" }, involvement: "everything" },
    ])
  })
})
