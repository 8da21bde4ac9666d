import { type Argument, prepared } from "../../platform/database/database"
import { listedRooms } from "../listed-rooms"
import type { RoomType } from "../table"
import { roomType, roomTypesWhere } from "../types/registry"
import type { RoomList } from "../types/room-type"

export type RoomRow = Awaited<ReturnType<typeof roomsListed>>[number]

/** The rooms of a person's sidebar in order: direct rooms by last message, then rooms by name. */
export async function visibleRooms(person: { id: number }) {
  return inOrder(await roomsListed({ user_id: person.id }))
}

export function inOrder(rows: RoomRow[]) {
  const directs = rows.filter(isIn("directs")).map((row) => ({ row, at: lastMessageAt(row) }))
  const shared = rows.filter(isIn("rooms"))
  return [...directs.sort((a, b) => b.at - a.at).map(({ row }) => row), ...shared.sort(byName)]
}

/** A filter for the rooms on this list. */
export const isIn =
  (list: RoomList) =>
  ({ type }: { type: RoomType }) =>
    roomType(type).list === list

/** When a direct room got its last message, or started; 0 for rooms that are listed by name. */
export const lastMessageAt = (room: Pick<RoomRow, "type" | "created_at" | "last_message_at">) =>
  isIn("directs")(room) ? (room.last_message_at ?? room.created_at) : 0

const { compare } = new Intl.Collator("en", { sensitivity: "base" })
const byName = (a: { name: string | null }, b: { name: string | null }) =>
  compare(a.name ?? "", b.name ?? "")

/** The rooms of a person's sidebar in no order. */
export const roomsListed = prepared((db, argument: Argument<{ user_id: number }>) =>
  listedRooms({ id: argument("user_id") }, db)
    .where("memberships.involvement", "<>", "invisible")
    .select(["rooms.id", "rooms.type", "rooms.name", "rooms.created_at", "memberships.unread_at"])
    .select((row) =>
      row
        .case()
        .when(
          "rooms.type",
          "in",
          roomTypesWhere(({ list }) => list === "directs"),
        )
        .then(
          row
            .selectFrom("messages")
            .select(({ fn }) => fn.max("messages.created_at").as("at"))
            .whereRef("messages.room_id", "=", "rooms.id"),
        )
        .end()
        .as("last_message_at"),
    ),
)
