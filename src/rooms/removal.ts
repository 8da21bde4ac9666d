import { z } from "zod"
import { audit } from "../accounts/account"
import { database, now, type Trx, transaction } from "../platform/database/database"
import { hooks } from "../platform/hooks"
import { enqueue, job } from "../platform/jobs/job"
import type { User } from "../users/user"
import { announceRemoval } from "./broadcasts"
import { lockEntrance } from "./memberships/members"
import type { Room } from "./table"
import { touchRoom } from "./touch"
import { roomType } from "./types/registry"

type Actor = Pick<User, "id" | "name" | "role">

/**
 * Deletes a batch of a removed room's contents in a transaction of its own. Returns whether more may
 * remain; it then runs again.
 */
export const onRoomPurged = hooks<[room_id: number], boolean>()

/**
 * Removes the room for everybody at once; a job deletes its messages.
 *
 * @throws {RoomGone} when somebody else removed it before
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
    await enqueue(trx, purgeRoom, { room_id: room.id })
    if (actor.role === "administrator" && roomType(room.type).audited)
      await audit(trx, {
        actor,
        action: "deleted_room",
        subject: { type: "room", id: room.id, name: room.display_name },
        ip_address,
      })
  })
}

// The same members may start another direct room while this one is being purged.
async function hide(trx: Trx, room: Pick<Room, "id">) {
  await trx
    .updateTable("rooms")
    .set({ deleted_at: now(), direct_key: null })
    .where("id", "=", room.id)
    .execute()
}

// Without memberships nobody reaches the room's children; the job deletes them.
async function takePlaces(trx: Trx, room: Pick<Room, "id">) {
  await trx.deleteFrom("memberships").where("access_room_id", "=", room.id).execute()
  const places = await trx
    .deleteFrom("memberships")
    .where("room_id", "=", room.id)
    .returning("user_id")
    .execute()
  return places.map(({ user_id }) => user_id)
}

/**
 * Removes a child room with its parent message. Its root must be touched already.
 *
 * @returns its members, and whether it was unread for them
 */
export async function hideChildRoom(trx: Trx, room: Pick<Room, "id">) {
  await trx
    .updateTable("rooms")
    .set({ deleted_at: now(), parent_message_id: null })
    .where("id", "=", room.id)
    .execute()
  await enqueue(trx, purgeRoom, { room_id: room.id })
  return trx
    .deleteFrom("memberships")
    .where("room_id", "=", room.id)
    .returning(["user_id", "unread_at"])
    .execute()
}

export const purgeRoom = job(
  "purge-room",
  z.object({ room_id: z.number() }),
  async ({ room_id }, { signal }) => {
    for (;;) {
      const children = await someChildren(room_id)
      if (children.length === 0) break
      for (const { id } of children) await purge(id, signal)
    }
    await purge(room_id, signal)
  },
)

async function purge(room_id: number, signal: AbortSignal) {
  while ((await onRoomPurged.run(room_id)).includes(true)) signal.throwIfAborted()
  await transaction((trx) => trx.deleteFrom("rooms").where("id", "=", room_id).execute())
}

const someChildren = (room_id: number) =>
  database()
    .selectFrom("rooms")
    .select("id")
    .where("root_room_id", "=", room_id)
    .limit(100)
    .execute()
