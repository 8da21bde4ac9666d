import { type Argument, database, type Micros, prepared } from "../../platform/database/database"
import type { FragmentKey } from "../view/message-view"

/** Messages a page. */
export const PAGE = 40

/** A message as a list has to know it; what it says is looked up only when it isn't drawn yet. */
export type Listed = Omit<FragmentKey, "room_name"> & { client_message_id: string }

type Room = { id: number }
type Place = { created_at: Micros; id: number }

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

/** What was said in a room itself; what was said in its threads is not among it. */
const roomPages = pagesOf((messages, room_id) =>
  messages.where("messages.room_id", "=", room_id).where("messages.thread_id", "is", null),
)

/** The answers in a thread, which has the id of the message that they answer. */
export const threadPages = pagesOf((messages, thread_id) =>
  messages.where("messages.thread_id", "=", thread_id),
)

export const {
  newest: newestMessages,
  before: messagesBefore,
  after: messagesAfter,
  around: messagesAround,
} = roomPages

export const oneMessage = ({ id }: { id: number }): Promise<Listed[]> =>
  listed().where("messages.id", "=", id).execute()

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

type Listing = ReturnType<typeof listed>
type Anchor = { list: number; created_at: Micros; id: number }

/** The pages of the list, oldest message first in each, whose messages `within` finds. */
function pagesOf(within: (messages: Listing, list: number) => Listing) {
  const newest = prepared((db, argument: Argument<{ list: number }>) =>
    fromEnd(within(listed(db), argument("list"))),
  )

  // Row values, so that messages of the same microsecond are neither skipped nor repeated.
  const before = prepared((db, argument: Argument<Anchor>) =>
    fromEnd(
      within(listed(db), argument("list")).where(({ eb, refTuple, tuple }) =>
        eb(
          refTuple("messages.created_at", "messages.id"),
          "<",
          tuple(argument("created_at"), argument("id")),
        ),
      ),
    ),
  )

  const after = prepared((db, argument: Argument<Anchor>) =>
    within(listed(db), argument("list"))
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

  const pages = {
    /** The last page. */
    newest: async (list: { id: number }): Promise<Listed[]> =>
      (await newest({ list: list.id })).reverse(),

    /** The page just before `place`. */
    before: async (list: { id: number }, place: Place): Promise<Listed[]> =>
      (await before(anchorAt(list, place))).reverse(),

    /** The page just after `place`. */
    after: (list: { id: number }, place: Place): Promise<Listed[]> => after(anchorAt(list, place)),

    /** A page of each side, with the message itself between. */
    async around(list: { id: number }, place: Place): Promise<Listed[]> {
      const [earlier, itself, later] = await Promise.all([
        pages.before(list, place),
        oneMessage(place),
        pages.after(list, place),
      ])
      return [...earlier, ...itself, ...later]
    },
  }
  return pages
}

const fromEnd = (messages: Listing) =>
  messages.orderBy("messages.created_at", "desc").orderBy("messages.id", "desc").limit(PAGE)

const anchorAt = (list: { id: number }, { created_at, id }: Place): Anchor => ({
  list: list.id,
  created_at,
  id,
})
