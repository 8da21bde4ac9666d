import { z } from "zod"
import { audit } from "../accounts/audit/audit"
import { now, type Trx, transaction } from "../platform/database/database"
import { defineJob, enqueue } from "../platform/jobs/job"
import type { User } from "../users/user"
import { announceRemoval } from "./broadcasts"
import { lockEntrance } from "./memberships/members"
import type { Room } from "./table"
import { touchRoom } from "./touch"

type Actor = Pick<User, "id" | "name" | "role">
type Purge = (room_id: number) => Promise<boolean>

const purges = new Map<string, Purge>()

/**
 * Has `purge` take away what a removed room holds, some of it at each call and each time in a
 * transaction of its own; `name` says who asked.
 *
 * @param purge tells whether anything may be left
 */
export function onRoomPurged(name: string, purge: Purge) {
  purges.set(name, purge)
}

/**
 * Removes the room for everybody at once; a job clears out what was said in it.
 *
 * @throws {RoomGone} when somebody else did
 */
export async function removeRoom(
  room: Pick<Room, "id" | "type"> & { display_name: string },
  actor: Actor,
  ip_address: string | null,
) {
  await transaction(async (trx) => {
    await lockEntrance(trx)
    await touchRoom(trx, room)
    await hide(trx, room)
    announceRemoval(trx, room, await takePlaces(trx, room))
    await enqueue(trx, "purge-room", { room_id: room.id })
    if (actor.role === "administrator" && room.type !== "direct")
      await audit(trx, {
        actor,
        action: "deleted_room",
        subject: { type: "room", id: room.id, name: room.display_name },
        ip_address,
      })
  })
}

// The same people may start another talk while this one is being purged.
async function hide(trx: Trx, room: Pick<Room, "id">) {
  await trx
    .updateTable("rooms")
    .set({ deleted_at: now(), direct_key: null })
    .where("id", "=", room.id)
    .execute()
}

async function takePlaces(trx: Trx, room: Pick<Room, "id">) {
  const places = await trx
    .deleteFrom("memberships")
    .where("room_id", "=", room.id)
    .returning("user_id")
    .execute()
  return places.map(({ user_id }) => user_id)
}

defineJob("purge-room", z.object({ room_id: z.number() }), async ({ room_id }, { signal }) => {
  for (const purge of purges.values()) {
    while (await purge(room_id)) signal.throwIfAborted()
  }
  await transaction((trx) => trx.deleteFrom("rooms").where("id", "=", room_id).execute())
})
