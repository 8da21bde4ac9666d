import { now, type Trx } from "../platform/database/database"
import type { User } from "../users/user"
import { announceNewRoom } from "./broadcasts"
import { activeIds, grant, lockEntrance } from "./memberships/members"
import type { Room } from "./table"

type Creator = Pick<User, "id">

/** Creates the first room of a new account. */
export async function createFirstRoom(trx: Trx, administrator: Creator) {
  await createOpenRoom(trx, administrator, "All Talk")
}

/** A room with a name, and the ids of its members. */
export type SharedRoomDraft =
  | { type: "open"; name: string; people: "everyone" }
  | { type: "closed"; name: string; people: number[] }

/** All active users are members. */
export const createOpenRoom = (trx: Trx, creator: Creator, name: string) =>
  createSharedRoom(trx, creator, { type: "open", name, people: "everyone" })

/** The members are the creator and the active users among `people`. */
export const createClosedRoom = (trx: Trx, creator: Creator, name: string, people: number[]) =>
  createSharedRoom(trx, creator, { type: "closed", name, people })

export async function createSharedRoom(
  trx: Trx,
  creator: Creator,
  { type, name, people }: SharedRoomDraft,
): Promise<Room> {
  await lockEntrance(trx)
  const time = now()
  const room = await trx
    .insertInto("rooms")
    .values({ type, name, creator_id: creator.id, created_at: time, updated_at: time })
    .returningAll()
    .executeTakeFirstOrThrow()
  const wanted = people === "everyone" ? people : [...people, creator.id]
  const members = await grant(trx, room, [...(await activeIds(trx, wanted))])
  announceNewRoom(trx, room, members)
  return room
}
