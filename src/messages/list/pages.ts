import { type Argument, database, type Micros, prepared } from "../../platform/database/database"
import type { FragmentKey } from "../view/message-view"

/** Messages a page. */
export const PAGE = 40

/** What a list needs of a message; the body is loaded only when its HTML is not cached. */
export type Listed = Omit<FragmentKey, "room_name"> & { client_message_id: string }

type Room = { id: number }
type Place = { created_at: Micros; id: number }

/** Whether all messages of the room fit on one page. */
export async function fitsOnPage(room: Room) {
  const beginning = await database()
    .selectFrom("messages")
    .select("id")
    .where("room_id", "=", room.id)
    .limit(PAGE + 1)
    .execute()
  return beginning.length <= PAGE
}

export const oneMessage = ({ id }: { id: number }): Promise<Listed[]> =>
  listed().where("messages.id", "=", id).execute()

/** The base query of all lists. */
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

/** The last page of a room, oldest message first as in every page. */
export const newestMessages = async (room: Room): Promise<Listed[]> =>
  (await newest({ room_id: room.id })).reverse()

/** The page before `place`. */
export const messagesBefore = async (room: Room, place: Place): Promise<Listed[]> =>
  (await before(anchorAt(room, place))).reverse()

/** The page after `place`. */
export const messagesAfter = (room: Room, place: Place): Promise<Listed[]> =>
  after(anchorAt(room, place))

/** A page before the message, the message itself and a page after it. */
export async function messagesAround(room: Room, place: Place): Promise<Listed[]> {
  const [earlier, itself, later] = await Promise.all([
    messagesBefore(room, place),
    oneMessage(place),
    messagesAfter(room, place),
  ])
  return [...earlier, ...itself, ...later]
}

type Listing = ReturnType<typeof listed>
type Anchor = { room_id: number; created_at: Micros; id: number }

const newest = prepared((db, argument: Argument<{ room_id: number }>) =>
  fromEnd(listed(db).where("messages.room_id", "=", argument("room_id"))),
)

// Row values, so that messages of the same microsecond are neither skipped nor repeated.
const before = prepared((db, argument: Argument<Anchor>) =>
  fromEnd(
    listed(db)
      .where("messages.room_id", "=", argument("room_id"))
      .where(({ eb, refTuple, tuple }) =>
        eb(
          refTuple("messages.created_at", "messages.id"),
          "<",
          tuple(argument("created_at"), argument("id")),
        ),
      ),
  ),
)

const after = prepared((db, argument: Argument<Anchor>) =>
  listed(db)
    .where("messages.room_id", "=", argument("room_id"))
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

const fromEnd = (messages: Listing) =>
  messages.orderBy("messages.created_at", "desc").orderBy("messages.id", "desc").limit(PAGE)

const anchorAt = ({ id: room_id }: Room, { created_at, id }: Place): Anchor => ({
  room_id,
  created_at,
  id,
})
