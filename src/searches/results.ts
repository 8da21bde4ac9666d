import { database } from "../database/database"
import { chainOf, messageFragments } from "../messages/list"
import { sharedName } from "../rooms/direct-names"
import { peopleOf } from "../rooms/direct-people"
import type { Piece } from "../web/pieces"
import type { Result } from "./find"

type Room = { id: number; shown_name: string }

/** The rooms that results are from, as everybody calls them. */
export async function roomsOf(results: Result[]): Promise<Map<number, Room>> {
  const ids = [...new Set(results.map(({ room_id }) => room_id))]
  if (ids.length === 0) return new Map()
  const rooms = await database()
    .selectFrom("rooms")
    .select(["id", "name", "type"])
    .where("id", "in", ids)
    .execute()
  const people = await peopleOf(rooms.filter(({ type }) => type === "direct").map(({ id }) => id))
  return new Map(
    rooms.map(({ id, name }) => [id, { id, shown_name: name ?? sharedName(people.get(id) ?? []) }]),
  )
}

/** All that tells how results look from how others do. */
export const resultsKey = (results: Result[], rooms: Map<number, Room>) =>
  results
    .map(({ id, updated_at, creator_updated_at, room_id }) =>
      [id, updated_at, creator_updated_at, room_id].join(" "),
    )
    .concat([...rooms.values()].map(({ id, shown_name }) => `${id} ${JSON.stringify(shown_name)}`))
    .join("\n")

/** The results, drawn as in their rooms, in the order in which they come. */
export async function resultsPiece(
  results: Result[],
  rooms: Map<number, Room>,
  origin: string,
): Promise<Piece> {
  const byRoom = Map.groupBy(results, ({ room_id }) => room_id)
  const drawn = await Promise.all(
    [...byRoom].map(([id, list]) => {
      const room = rooms.get(id)
      return room ? messageFragments(room, list, origin) : []
    }),
  )
  const fragments = new Map(drawn.flat().map((one) => [one.id, one]))
  return chainOf(results.flatMap(({ id }) => fragments.get(id) ?? []))
}
