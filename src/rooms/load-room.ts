import { getCookie } from "hono/cookie"
import { createMiddleware } from "hono/factory"
import { type Argument, now, prepared } from "../platform/database/database"
import { rowId } from "../platform/http/form"
import { unchangedResponse } from "../platform/http/response-cache"
import {
  activityIsDue,
  SESSION_COOKIE,
  type SignedInEnv,
  sessionToken,
  signedInFrom,
  signedInKey,
  signedInRows,
} from "../sessions/session"
import { listedRoomsOfType } from "./listed-rooms"
import { type ReachedRoom, reachedRoom } from "./reach"
import type { Room } from "./table"

/** The environment of routes below `/rooms/:room_id`. */
export type RoomEnv = {
  Bindings: SignedInEnv["Bindings"]
  Variables: SignedInEnv["Variables"] & { room: ReachedRoom; roomState: RoomState }
}

/** What the pages of a room depend on, apart from the profiles of others. */
type RoomState = {
  /** Whether it is the oldest named room, which welcomes new people. */
  isOldest: boolean
  /** Changes with everything that the room's pages show to this viewer. */
  key: string
}

/**
 * Loads session, user, account, room and membership of a path `/rooms/:room_id/…` in one query,
 * before `requireUser` and `withRoom`, which otherwise take two.
 */
export const loadRoom = createMiddleware<RoomEnv>(async (c, next) => {
  const cookie = getCookie(c, SESSION_COOKIE)
  const room_id = rowId(c.req.param("room_id") ?? "")
  const token = room_id === null ? null : sessionToken(cookie)
  if (room_id === null || cookie === undefined || token === null) return next()
  const loaded = await signedInRoom(token, room_id)
  if (loaded) {
    c.set("preloaded", { cookie, signedIn: loaded.signedIn })
    if (loaded.room) {
      const key = keyOf(loaded)
      // When the session's activity is due, the request has to reach `requireUser`, which records it.
      const isDue = activityIsDue(loaded.signedIn.session, c.env.device, now())
      const unchanged = isDue ? null : unchangedResponse(c, key)
      if (unchanged) return unchanged
      c.set("room", loaded.room)
      c.set("roomState", { isOldest: loaded.isOldest, key })
    }
  }
  return next()
})

type Loaded = NonNullable<Awaited<ReturnType<typeof signedInRoom>>>

/** The session, user and account of a token, and the room if the user may enter it. */
export async function signedInRoom(token: string, room_id: number) {
  const [row] = await roomRow({ token, room_id })
  if (!row) return null
  const signedIn = signedInFrom(row)
  if (!hasRoom(row)) return { signedIn, room: null, isOldest: false }
  const { involvement, membership_id: id, unread_at } = row
  const membership = { id, involvement, unread_at }
  const room = await reachedRoom(roomFrom(row), signedIn.user, membership)
  return { signedIn, room, isOldest: row.oldest_room_id === room.id }
}

// Every change in the room touches it; the names of a direct room are profiles.
const keyOf = ({ signedIn, room, isOldest }: Loaded) =>
  `${signedInKey(signedIn)} ${room?.id} ${room?.updated_at} ${room?.membership.involvement} ${isOldest}`

// The condition on the membership is part of the join: a room that the user may not enter is not read.
const roomRow = prepared((db, argument: Argument<{ token: string; room_id: number }>) =>
  signedInRows(db, argument("token"))
    .leftJoin("rooms", (join) =>
      join
        .on("rooms.id", "=", argument("room_id"))
        .on("rooms.deleted_at", "is", null)
        .on(({ exists, selectFrom }) =>
          exists(
            selectFrom("memberships as access")
              .select("access.id")
              .whereRef("access.room_id", "=", "rooms.access_room_id")
              .whereRef("access.user_id", "=", "users.id"),
          ),
        ),
    )
    .leftJoin("memberships", (join) =>
      join
        .onRef("memberships.room_id", "=", "rooms.id")
        .onRef("memberships.user_id", "=", "users.id"),
    )
    .selectAll("rooms")
    .select(["memberships.id as membership_id", "memberships.involvement", "memberships.unread_at"])
    .select(
      listedRoomsOfType(({ list }) => list === "rooms", db)
        .select("id")
        .orderBy("id")
        .limit(1)
        .as("oldest_room_id"),
    ),
)

type RoomRow = Awaited<ReturnType<typeof roomRow>>[number]

// The columns of a left join are null together.
const hasRoom = (row: RoomRow): row is RoomRow & Room => row.id !== null

const roomFrom = (row: Room): Room => ({
  id: row.id,
  type: row.type,
  name: row.name,
  creator_id: row.creator_id,
  direct_key: row.direct_key,
  root_room_id: row.root_room_id,
  access_room_id: row.access_room_id,
  parent_message_id: row.parent_message_id,
  topic: row.topic,
  deleted_at: row.deleted_at,
  created_at: row.created_at,
  updated_at: row.updated_at,
})
