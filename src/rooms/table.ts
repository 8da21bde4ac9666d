import type { ColumnType, Generated, Selectable } from "kysely"
import type { Micros } from "../platform/database/database"

/** The types of rooms by name. A higher layer adds its own with `declare module`. */
export interface RoomTypes {
  open: true
  closed: true
  direct: true
}

export type RoomType = keyof RoomTypes
export type Involvement = "mentions" | "everything" | "nothing" | "invisible"

export interface RoomTable {
  id: Generated<number>
  type: RoomType
  /** Null in a direct room, which goes by its people's names. */
  name: string | null
  creator_id: number
  /** The sorted ids of a direct room's people, so that there is one room for them. */
  direct_key: string | null
  /** The room that grants entry to this one; null for an ordinary room, which grants it itself. */
  root_room_id: number | null
  /** The room whose members may enter: derived from `root_room_id` and `id`. */
  access_room_id: ColumnType<number, never, never>
  /** The message on which a thread hangs; null for all other rooms. */
  parent_message_id: number | null
  /** What the room is about, in a line. */
  topic: string | null
  /** Since when nobody is in it any more, while its contents are being purged. */
  deleted_at: Micros | null
  created_at: Micros
  /** Whatever changes inside touches its room. */
  updated_at: Micros
}

export interface MembershipTable {
  id: Generated<number>
  room_id: number
  user_id: number
  /** In a child room, the room that grants entry to it; null in an ordinary room. */
  access_room_id: number | null
  involvement: Generated<Involvement>
  /** When the oldest message came that this person has not seen; null once they have. */
  unread_at: Micros | null
  created_at: Micros
  updated_at: Micros
}

/** Somebody with a visible subscription is active; away, when all of theirs are hidden. */
export type PresenceState = "active" | "away"

/**
 * Somebody's presence in a room: their subscriptions to it, one per browser tab, and what others
 * were told of them. Transient: a row that is lost means that the person is away.
 */
export interface PresenceTable {
  user_id: number
  room_id: number
  /** What others in the room were told last. */
  state: PresenceState
  /** The state before the last change; null when that change created the row. */
  previous: PresenceState | null
  /** JSON: the last heartbeat of each visible subscription, by its id. */
  visible: string
  /** JSON: since when each hidden subscription is hidden, by its id. */
  hidden: string
  /** The last heartbeat of any visible subscription; null when there is none. */
  visible_at: Micros | null
  /** When a process last confirmed the hidden ones; null when there is none. */
  hidden_at: Micros | null
  /** When a subscription last ended: for a moment it may be about to come back. */
  left_at: Micros | null
  /** When the person last had the room in sight. */
  seen_at: Micros
}

/** When somebody whose presences are over was last seen, to the minute. Transient, too. */
export interface LastSeenTable {
  user_id: number
  seen_at: Micros
}

export type Room = Selectable<RoomTable>
export type Membership = Selectable<MembershipTable>

declare module "../platform/database/schema" {
  interface Tables {
    rooms: RoomTable
    memberships: MembershipTable
    presences: PresenceTable
    last_seen: LastSeenTable
  }
}
