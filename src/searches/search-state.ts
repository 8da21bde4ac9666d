import { type Argument, prepared } from "../platform/database/database"
import { listedRooms } from "../rooms/room"
import { recentSearches } from "./recents"

/**
 * What a search page depends on besides its viewer: their rooms and recent searches, and the time of
 * the last change in any room, because every change of a message touches its room.
 */
export async function searchState(user: { id: number }) {
  const [rooms, recents] = await Promise.all([
    roomsAndLatestChange({ user_id: user.id }),
    recentSearches(user),
  ])
  const ids = rooms.map(({ id }) => id)
  return { recents, key: `${rooms[0]?.latest} ${Bun.hash(JSON.stringify([ids, recents]))}` }
}

const roomsAndLatestChange = prepared((db, argument: Argument<{ user_id: number }>) =>
  listedRooms({ id: argument("user_id") }, db)
    .select("rooms.id")
    .select((row) =>
      row
        .selectFrom("rooms as roots")
        .select(({ fn }) => fn.max("roots.updated_at").as("latest"))
        .where("roots.root_room_id", "is", null)
        .as("latest"),
    )
    .orderBy("rooms.id"),
)
