import { compressRun, renderMessageList } from "../messages/message"
import type { GzipFragment } from "../platform/cache/gzip-fragment"
import { type NamedRoom, namedRooms } from "../rooms/room"
import { profilesVersion } from "../users/user"
import type { Result } from "./find"

/** The rooms of the results, by id, with the names that all viewers see. */
export const roomsOf = (results: Result[]) => namedRooms(results.map(({ room_id }) => room_id))

/** A cache key for the rendered results. */
export const resultsKey = (results: Result[], rooms: Map<number, NamedRoom>) =>
  results
    .map(({ id, updated_at, creator_updated_at, room_id }) =>
      [id, updated_at, creator_updated_at, room_id].join(" "),
    )
    .concat(
      [...rooms.values()].map(({ id, display_name }) => `${id} ${JSON.stringify(display_name)}`),
    )
    .concat(String(profilesVersion()))
    .join("\n")

/** Renders the results as in their rooms, in the given order. */
export async function resultsFragment(
  results: Result[],
  rooms: Map<number, NamedRoom>,
): Promise<GzipFragment> {
  const byRoom = Map.groupBy(results, ({ room_id }) => room_id)
  const rendered = await Promise.all(
    [...byRoom].map(([id, list]) => {
      const room = rooms.get(id)
      return room ? renderMessageList(room, list) : []
    }),
  )
  const fragments = new Map(rendered.flat().map((fragment) => [fragment.id, fragment]))
  return compressRun(results.flatMap(({ id }) => fragments.get(id) ?? []))
}
