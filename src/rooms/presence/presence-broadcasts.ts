import { broadcast } from "../../platform/cable/cable"
import { type Argument, prepared } from "../../platform/database/database"
import { avatarPath } from "../../users/user"
import { userById } from "../memberships/active-users"
import { presenceStream } from "../streams"
import type { PresenceState } from "../table"

type Event = "joined" | "left" | "appear" | "away"

/** Broadcasts a change of a user's presence to the room; null means absent. */
export async function announceChange(
  { user_id, room_id }: { user_id: number; room_id: number },
  before: PresenceState | null,
  after: PresenceState | null,
) {
  const events = eventsOf(before, after)
  const [user] = events.length > 0 ? await userById({ id: user_id }) : []
  if (!user) return
  for (const type of events)
    broadcast(presenceStream({ id: room_id }), { type, user: payloadOf(user) })
}

type MemberPresent = ReturnType<typeof payloadOf> & { state: PresenceState }

const loading = new Map<number, Promise<MemberPresent[]>>()

/**
 * The users who are present in the room, by name, with their last broadcast state. Calls that arrive
 * together share one query: after a restart all tabs of a room subscribe at once.
 */
export function membersPresent(room: { id: number }): Promise<MemberPresent[]> {
  const shared = loading.get(room.id) ?? loadSoon(room)
  loading.set(room.id, shared)
  return shared
}

// The query starts after the last call that shares it, so it sees the presence of each caller.
async function loadSoon(room: { id: number }) {
  await new Promise(setImmediate)
  loading.delete(room.id)
  const people = await peoplePresent({ room_id: room.id })
  return people.map(({ state, ...person }) => ({ ...payloadOf(person), state }))
}

function eventsOf(before: PresenceState | null, after: PresenceState | null): Event[] {
  if (before === after) return []
  if (after === null) return ["left"]
  if (before === null) return after === "away" ? ["joined", "away"] : ["joined"]
  return after === "away" ? ["away"] : ["appear"]
}

const payloadOf = (person: { id: number; name: string; updated_at: number }) => ({
  id: person.id,
  name: person.name,
  avatar_url: avatarPath(person),
})

const peoplePresent = prepared((db, argument: Argument<{ room_id: number }>) =>
  db
    .selectFrom("presences")
    .innerJoin("users", "users.id", "presences.user_id")
    .where("presences.room_id", "=", argument("room_id"))
    .select(["users.id", "users.name", "users.updated_at", "presences.state"])
    .orderBy(({ fn }) => fn<string>("lower", ["users.name"])),
)
