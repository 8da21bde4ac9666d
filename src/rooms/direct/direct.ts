import {
  type Argument,
  afterCommit,
  now,
  prepared,
  type Trx,
  transaction,
} from "../../platform/database/database"
import { ValidationError } from "../../platform/http/errors"
import type { User } from "../../users/user"
import { grant } from "../memberships/members"
import type { Room } from "../table"
import { announceDirect } from "./direct-broadcasts"

/** A direct room is for a few people; more of them need a room with a name. */
const MOST_PEOPLE = 50

/**
 * The direct room of `creator` and the others, created if it doesn't exist. Inactive users are
 * ignored; without others, it is the creator's room with themselves.
 *
 * @throws {ValidationError} with more than 50 people
 */
export async function startDirect(
  creator: { id: number },
  user_ids: readonly number[],
): Promise<Room> {
  const named = new Set([creator.id, ...user_ids])
  if (named.size > MOST_PEOPLE)
    throw new ValidationError(
      `A ping has at most ${MOST_PEOPLE} people, and you chose ${named.size}. Create a room instead.`,
      "user_ids[]",
    )
  return transaction(async (trx) => {
    const people = await activeAmong(trx, [...named])
    const direct_key = directKey(people)
    const room = await insertOnce(trx, creator, direct_key)
    if (!room) return roomOfKey(trx, direct_key)

    await grant(
      trx,
      room,
      people.map(({ id }) => id),
    )
    afterCommit(trx, () => announceDirect(room, people))
    return room
  })
}

/** The key of a set of members, the same in any order. */
const directKey = (people: Pick<User, "id" | "name">[]) =>
  people
    .map(({ id }) => id)
    .sort((a, b) => a - b)
    .join()

// The unique key serializes concurrent inserts: the second one waits for the first commit, inserts
// nothing, and then reads the first one's room.
async function insertOnce(trx: Trx, creator: { id: number }, direct_key: string) {
  const time = now()
  const [room] = await insertDirect({ creator_id: creator.id, direct_key, time }, trx)
  return room
}

const insertDirect = prepared(
  (db, argument: Argument<{ creator_id: number; direct_key: string; time: number }>) =>
    db
      .insertInto("rooms")
      .values({
        type: "direct",
        creator_id: argument("creator_id"),
        direct_key: argument("direct_key"),
        created_at: argument("time"),
        updated_at: argument("time"),
      })
      .onConflict((conflict) => conflict.column("direct_key").doNothing())
      .returningAll(),
)

const roomOfKey = (trx: Trx, direct_key: string) =>
  trx.selectFrom("rooms").selectAll().where("direct_key", "=", direct_key).executeTakeFirstOrThrow()

function activeAmong(trx: Trx, user_ids: number[]) {
  return trx
    .selectFrom("users")
    .select(["id", "name", "updated_at"])
    .where("id", "in", user_ids)
    .where("status", "=", "active")
    .execute()
}
