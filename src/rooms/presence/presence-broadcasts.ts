import { broadcast } from "../../platform/cable/cable"
import {
  type Argument,
  afterCommit,
  database,
  prepared,
  type Trx,
} from "../../platform/database/database"
import { avatarPath } from "../../users/user"
import { presenceStream } from "../streams"
import { userById } from "../user-by-id"
import { tabsOf } from "./presence-tabs"

/** Somebody with a tab in sight is active; away, when all of theirs are in the background. */
export type PresenceState = "active" | "away"

type Place = { id: number; room_id: number; user_id: number }
type News = "joined" | "left" | "appear" | "away"

export async function stateOf(on: Trx, { id }: { id: number }): Promise<PresenceState | null> {
  const tabs = await tabsOf({ membership_id: id }, on)
  if (tabs.length === 0) return null
  return tabs.some(({ hidden_at }) => hidden_at === null) ? "active" : "away"
}

/** Tells the room what others have to hear when somebody's state changed. */
export async function announceDifference(
  trx: Trx,
  place: Place,
  before: PresenceState | null,
  after: PresenceState | null,
) {
  const news = newsOf(before, after)
  const [user] = news.length > 0 ? await userById({ id: place.user_id }, trx) : []
  if (user) afterCommit(trx, () => tell(place, news, shown(user)))
}

/** Whoever lost their place in a room lost their tabs with it, and gets no moment's grace. */
export async function announceGone(place: Place) {
  const [user] = await userById({ id: place.user_id })
  if (user && (await stateOf(database(), place)) === null) tell(place, ["left"], shown(user))
}

/** Who is in the room, by name, as everybody in it was told. */
export async function membersPresent(room: { id: number }) {
  const people = await peoplePresent({ room_id: room.id })
  return people.map(({ in_sight, ...person }) => ({
    ...shown(person),
    state: in_sight > 0 ? ("active" as const) : ("away" as const),
  }))
}

function newsOf(before: PresenceState | null, after: PresenceState | null): News[] {
  if (before === after) return []
  if (after === null) return ["left"]
  if (before === null) return after === "away" ? ["joined", "away"] : ["joined"]
  return after === "away" ? ["away"] : ["appear"]
}

function tell(place: Place, news: News[], user: ReturnType<typeof shown>) {
  for (const type of news) broadcast(presenceStream({ id: place.room_id }), { type, user })
}

const shown = (person: { id: number; name: string; updated_at: number }) => ({
  id: person.id,
  name: person.name,
  avatar_url: avatarPath(person),
})

const peoplePresent = prepared((db, argument: Argument<{ room_id: number }>) =>
  db
    .selectFrom("memberships")
    .innerJoin("presences", "presences.membership_id", "memberships.id")
    .innerJoin("users", "users.id", "memberships.user_id")
    .where("memberships.room_id", "=", argument("room_id"))
    .select(["users.id", "users.name", "users.updated_at"])
    .select(({ fn, eb }) =>
      fn
        .sum<number>(eb.case().when("presences.hidden_at", "is", null).then(1).else(0).end())
        .as("in_sight"),
    )
    .groupBy(["users.id", "users.name", "users.updated_at"])
    .orderBy(({ fn }) => fn<string>("lower", ["users.name"])),
)
