import { notIndexedBelow } from "../messages/message"
import { type Argument, prepared } from "../platform/database/database"
import { listedRooms } from "../rooms/room"
import { recentSearches } from "./recents"

/**
 * What a search page depends on besides its viewer: their recent searches, their rooms, and the time
 * of the last change in each, because every change of a message touches its room; and what of the
 * index is still missing. The latest of these times alone would miss a change in one room that is
 * committed after a later one in another.
 */
export async function searchState(user: { id: number }) {
  const [rooms, recents, missing] = await Promise.all([
    roomVersions({ user_id: user.id }),
    recentSearches(user),
    notIndexedBelow(),
  ])
  // For 10,000 rooms, hashing numbers takes a fraction of the time that hashing text takes.
  const versions = Float64Array.from(rooms.flatMap(({ id, updated_at }) => [id, updated_at]))
  return {
    recents,
    /** Whether older messages are not in the index yet. */
    isIndexing: missing !== null,
    key: `${Bun.hash(versions)} ${Bun.hash(JSON.stringify(recents))} ${missing}`,
  }
}

const roomVersions = prepared((db, argument: Argument<{ user_id: number }>) =>
  listedRooms({ id: argument("user_id") }, db)
    .select(["rooms.id", "rooms.updated_at"])
    .orderBy("rooms.id"),
)
