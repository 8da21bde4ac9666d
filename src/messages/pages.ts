import { type Argument, database, type Micros, prepared } from "../database/database"
import type { FragmentKey } from "./showing"

/** Messages a page. */
export const PAGE = 40

/** A message as a list has to know it; what it says is looked up only when it isn't drawn yet. */
export type Listed = Omit<FragmentKey, "room_name"> & { client_message_id: string }

type Room = { id: number }
type Place = { created_at: Micros; id: number }

/** The last page of the room, oldest first. */
export async function newestMessages(room: Room): Promise<Listed[]> {
  return (await newest({ room_id: room.id })).reverse()
}

/** Whether all that was said in the room fits on one page. */
export async function fitsOnPage(room: Room) {
  const beginning = await database()
    .selectFrom("messages")
    .select("id")
    .where("room_id", "=", room.id)
    .where("thread_id", "is", null)
    .limit(PAGE + 1)
    .execute()
  return beginning.length <= PAGE
}

/** The page just before `place`, oldest first. */
export async function messagesBefore(room: Room, place: Place): Promise<Listed[]> {
  return (await before({ room_id: room.id, ...at(place) })).reverse()
}

/** The page just after `place`, oldest first. */
export function messagesAfter(room: Room, place: Place): Promise<Listed[]> {
  return after({ room_id: room.id, ...at(place) })
}

/** A page of each side, with the message itself between. */
export async function messagesAround(room: Room, place: Place): Promise<Listed[]> {
  const [earlier, itself, later] = await Promise.all([
    messagesBefore(room, place),
    oneMessage(place),
    messagesAfter(room, place),
  ])
  return [...earlier, ...itself, ...later]
}

export const oneMessage = ({ id }: { id: number }): Promise<Listed[]> =>
  listed().where("messages.id", "=", id).execute()

const at = ({ created_at, id }: Place) => ({ created_at, id })

/** The start of every query for lists. */
export function listed(db = database()) {
  return db
    .selectFrom("messages")
    .innerJoin("users", "users.id", "messages.creator_id")
    .select([
      "messages.id",
      "messages.client_message_id",
      "messages.updated_at",
      "users.updated_at as creator_updated_at",
    ])
}

const newest = prepared((db, argument: Argument<{ room_id: number }>) =>
  listed(db)
    .where("messages.room_id", "=", argument("room_id"))
    .where("messages.thread_id", "is", null)
    .orderBy("messages.created_at", "desc")
    .orderBy("messages.id", "desc")
    .limit(PAGE),
)

type Anchor = { room_id: number; created_at: Micros; id: number }

// Row values, so that messages of the same microsecond are neither skipped nor repeated.
const before = prepared((db, argument: Argument<Anchor>) =>
  listed(db)
    .where("messages.room_id", "=", argument("room_id"))
    .where("messages.thread_id", "is", null)
    .where(({ eb, refTuple, tuple }) =>
      eb(
        refTuple("messages.created_at", "messages.id"),
        "<",
        tuple(argument("created_at"), argument("id")),
      ),
    )
    .orderBy("messages.created_at", "desc")
    .orderBy("messages.id", "desc")
    .limit(PAGE),
)

const after = prepared((db, argument: Argument<Anchor>) =>
  listed(db)
    .where("messages.room_id", "=", argument("room_id"))
    .where("messages.thread_id", "is", null)
    .where(({ eb, refTuple, tuple }) =>
      eb(
        refTuple("messages.created_at", "messages.id"),
        ">",
        tuple(argument("created_at"), argument("id")),
      ),
    )
    .orderBy("messages.created_at")
    .orderBy("messages.id")
    .limit(PAGE),
)
