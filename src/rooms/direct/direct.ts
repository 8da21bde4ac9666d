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

/** More people than this have more to say than a ping: they want a room with a name. */
const MOST_PEOPLE = 50

/**
 * The one talk between `creator` and the others, begun if they had none; with nobody, or nobody
 * that is here, it is their talk with themselves.
 *
 * @throws {ValidationError} when more are named than can talk
 */
export async function startDirect(
  creator: { id: number },
  user_ids: readonly number[],
): Promise<Room> {
  const named = new Set([creator.id, ...user_ids])
  if (named.size > MOST_PEOPLE)
    throw new ValidationError(
      `Cannot start a ping between ${named.size} people: ${MOST_PEOPLE} is the most.`,
      "user_ids[]",
    )
  return transaction(async (trx) => {
    const people = await activeAmong(trx, [...named])
    const direct_key = directKey(people)
    const begun = await begin(trx, creator, direct_key)
    if (!begun) return roomOfKey(trx, direct_key)

    await grant(
      trx,
      begun,
      people.map(({ id }) => id),
    )
    afterCommit(trx, () => announceDirect(begun, people))
    return begun
  })
}

/** Names a set of people the same way in whichever order they come. */
const directKey = (people: Pick<User, "id" | "name">[]) =>
  people
    .map(({ id }) => id)
    .sort((a, b) => a - b)
    .join()

// Two that begin at the same time meet in the unique key: the one that comes second waits for the
// first to commit, inserts nothing, and finds what the first one made.
async function begin(trx: Trx, creator: { id: number }, direct_key: string) {
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
