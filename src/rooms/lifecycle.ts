import { now, type Trx } from "../platform/database/database"
import type { User } from "../users/user"
import { announceNewRoom } from "./broadcasts"
import { activeIds, grant, lockEntrance } from "./memberships/members"
import type { Room } from "./table"

type Creator = Pick<User, "id">

/** A new Hearth has somewhere to talk. */
export async function createFirstRoom(trx: Trx, administrator: Creator) {
  await createOpenRoom(trx, administrator, "All Talk")
}

/** Everybody active is a member. */
export async function createOpenRoom(trx: Trx, creator: Creator, name: string): Promise<Room> {
  await lockEntrance(trx)
  return createRoom(trx, { type: "open", name, creator_id: creator.id }, "everyone")
}

/** Whoever of `people` is active is a member, and the creator in any case. */
export function createClosedRoom(
  trx: Trx,
  creator: Creator,
  name: string,
  people: number[],
): Promise<Room> {
  const members = [...people, creator.id]
  return createRoom(trx, { type: "closed", name, creator_id: creator.id }, members)
}

async function createRoom(
  trx: Trx,
  draft: Pick<Room, "type" | "name" | "creator_id">,
  people: number[] | "everyone",
) {
  const time = now()
  const room = await trx
    .insertInto("rooms")
    .values({ ...draft, created_at: time, updated_at: time })
    .returningAll()
    .executeTakeFirstOrThrow()
  const members = await grant(trx, room, [...(await activeIds(trx, people))])
  announceNewRoom(trx, room, members)
  return room
}
