import { database } from "../../platform/database/database"
import { ownName } from "../direct/direct-names"
import { peopleOf } from "../direct/direct-people"
import type { Involvement, RoomType } from "../table"

/** One of somebody's rooms, as their settings list it. */
export type ListedMembership = {
  room: { id: number; type: RoomType; own_name: string }
  involvement: Involvement
}

/** All of somebody's rooms, hidden ones too: those with a name by name, then pings by theirs. */
export async function membershipsOf(person: { id: number }): Promise<ListedMembership[]> {
  const rows = await database()
    .selectFrom("memberships")
    .innerJoin("rooms", "rooms.id", "memberships.room_id")
    .where("memberships.user_id", "=", person.id)
    .select(["rooms.id", "rooms.type", "rooms.name", "memberships.involvement"])
    .execute()
  const pings = rows.filter(({ type }) => type === "direct")
  const people = await peopleOf(pings.map(({ id }) => id))
  return rows
    .map(({ id, type, name, involvement }) => ({
      room: { id, type, own_name: name ?? ownName(people.get(id) ?? [], person) },
      involvement,
    }))
    .sort(sharedFirst)
}

const { compare } = new Intl.Collator("en", { sensitivity: "base" })

const sharedFirst = (a: ListedMembership, b: ListedMembership) =>
  Number(a.room.type === "direct") - Number(b.room.type === "direct") ||
  compare(a.room.own_name, b.room.own_name)
