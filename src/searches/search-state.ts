import { type Argument, prepared } from "../platform/database/database"
import type { PageState } from "../platform/http/environment"
import { latestChange, listedRooms } from "../rooms/room"
import { recentSearches } from "./recents"

/**
 * What a search page depends on: the viewer, their rooms and recent searches, and the time of the
 * last change in any room, because every change of a message touches its room.
 *
 * @param viewer the state of session, user, account and profiles
 */
export async function searchState(user: { id: number }, viewer: PageState): Promise<PageState> {
  const current = async () => {
    const [signedIn, content] = await Promise.all([viewer.current(), contentKey(user)])
    return signedIn && `${signedIn} ${content}`
  }
  return { key: `${viewer.key} ${await contentKey(user)}`, current }
}

async function contentKey(user: { id: number }) {
  const [latest, rooms, recents] = await Promise.all([
    latestChange(),
    roomIds({ user_id: user.id }),
    recentSearches(user),
  ])
  return `${latest} ${Bun.hash(JSON.stringify([rooms, recents]))}`
}

const roomIds = prepared((db, argument: Argument<{ user_id: number }>) =>
  listedRooms({ id: argument("user_id") }, db)
    .select("rooms.id")
    .orderBy("rooms.id"),
)
