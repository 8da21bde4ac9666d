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
  /** Null in a direct room, which is named after its members. */
  name: string | null
  creator_id: number
  /** The sorted ids of a direct room's members; unique, so they have one room. */
  direct_key: string | null
  /** The room that grants entry to this one; null for an ordinary room, which grants it itself. */
  root_room_id: number | null
  /** The room whose members may enter: derived from `root_room_id` and `id`. */
  access_room_id: ColumnType<number, never, never>
  /** The parent message of a thread; null for all other rooms. */
  parent_message_id: number | null
  /** One line. */
  topic: string | null
  /** When the room was removed; its contents are being purged. */
  deleted_at: Micros | null
  created_at: Micros
  /** Every change in the room touches it. */
  updated_at: Micros
}

export interface MembershipTable {
  id: Generated<number>
  room_id: number
  user_id: number
  /** In a child room, the room that grants entry to it; null in an ordinary room. */
  access_room_id: number | null
  involvement: Generated<Involvement>
  /** The time of the oldest unread message; null when all are read. */
  unread_at: Micros | null
  created_at: Micros
  updated_at: Micros
}

/** A user with a visible subscription is active; away when all of theirs are hidden. */
export type PresenceState = "active" | "away"

/**
 * A user's presence in a room: their subscriptions to it, one per browser tab, and the last
 * broadcast state. Transient: without a row the user counts as absent.
 */
export interface PresenceTable {
  user_id: number
  room_id: number
  /** The last broadcast state. */
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
  /** When a subscription last ended; the grace period starts then. */
  left_at: Micros | null
  /** When the user last had the room visible. */
  seen_at: Micros
}

/** When a user without presences was last seen, to the minute. Also transient. */
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
