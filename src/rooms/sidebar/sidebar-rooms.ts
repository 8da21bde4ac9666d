import { type Argument, prepared } from "../../platform/database/database"

export type RoomRow = Awaited<ReturnType<typeof roomsListed>>[number]

/** What a person's sidebar lists, in order: talks between a few by their last word, then rooms by name. */
export async function visibleRooms(person: { id: number }) {
  return inOrder(await roomsListed({ user_id: person.id }))
}

export function inOrder(rows: RoomRow[]) {
  return rows.sort((a, b) => lastWordAt(b) - lastWordAt(a) || byName(a, b))
}

/** When something was last said in a direct room, or it began; other rooms have no such place. */
export const lastWordAt = (room: { type: string; created_at: number; said_at: number | null }) =>
  room.type === "direct" ? (room.said_at ?? room.created_at) : 0

const { compare } = new Intl.Collator("en", { sensitivity: "base" })
const byName = (a: { name: string | null }, b: { name: string | null }) =>
  compare(a.name ?? "", b.name ?? "")

/** What a person's sidebar lists, in no order. */
export const roomsListed = prepared((db, argument: Argument<{ user_id: number }>) =>
  db
    .selectFrom("memberships")
    .innerJoin("rooms", "rooms.id", "memberships.room_id")
    .where("memberships.user_id", "=", argument("user_id"))
    .where("memberships.involvement", "<>", "invisible")
    .select(["rooms.id", "rooms.type", "rooms.name", "rooms.created_at", "memberships.unread_at"])
    .select((row) =>
      row
        .case()
        .when("rooms.type", "=", "direct")
        .then(
          row
            .selectFrom("messages")
            .select(({ fn }) => fn.max("messages.created_at").as("said_at"))
            .whereRef("messages.room_id", "=", "rooms.id")
            .where("messages.thread_id", "is", null),
        )
        .end()
        .as("said_at"),
    ),
)
