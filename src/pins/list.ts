import {
  type Argument,
  database,
  type Micros,
  prepared,
  type Reader,
} from "../platform/database/database"

type RoomRef = { id: number }

export type Pinned = { id: number; room_id: number; pinned_at: Micros; pinned_by: string }

/** The pinned messages of `room` and its threads, latest pin first. */
export function pinnedIn(room: RoomRef): Promise<Pinned[]> {
  return database()
    .selectFrom("pins")
    .innerJoin("users", "users.id", "pins.user_id")
    .innerJoin("messages", "messages.id", "pins.message_id")
    .where("pins.room_id", "=", room.id)
    .orderBy("pins.id", "desc")
    .select(["messages.id", "messages.room_id"])
    .select(["pins.created_at as pinned_at", "users.name as pinned_by"])
    .execute()
}

/** The room that shows the pin of a message: for one in a thread, the room that grants entry. */
export function roomOfPins(db: Reader, message: { room_id: number }) {
  return db
    .selectFrom("rooms")
    .select("access_room_id as id")
    .where("id", "=", message.room_id)
    .executeTakeFirstOrThrow()
}

/** Names of the users who pinned the messages, by message id. */
export async function pinnersOf(messages: { id: number }[]): Promise<Map<number, string>> {
  const rows = await database()
    .selectFrom("pins")
    .innerJoin("users", "users.id", "pins.user_id")
    .where(
      "pins.message_id",
      "in",
      messages.map(({ id }) => id),
    )
    .select(["pins.message_id", "users.name"])
    .execute()
  return new Map(rows.map(({ message_id, name }) => [message_id, name]))
}

export async function countPins(room: RoomRef, db: Reader = database()): Promise<number> {
  const [row] = await count({ room_id: room.id }, db)
  return Number(row?.count ?? 0)
}

const count = prepared((db, argument: Argument<{ room_id: number }>) =>
  db
    .selectFrom("pins")
    .where("room_id", "=", argument("room_id"))
    .select(({ fn }) => fn.countAll<number>().as("count")),
)
