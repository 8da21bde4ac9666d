import type { Generated, Selectable } from "kysely"
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
  involvement: Generated<Involvement>
  /** When the oldest message came that this person has not seen; null once they have. */
  unread_at: Micros | null
  created_at: Micros
  updated_at: Micros
}

/** One tab that shows a room to somebody, as of `seen_at`. */
export interface PresenceTable {
  id: string
  membership_id: number
  seen_at: Micros
  /** Since when the tab is in the background; null while somebody can see it. */
  hidden_at: Micros | null
  /** When the tab went: its row stays for a moment, in case the next page is the same room. */
  left_at: Micros | null
}

export type Room = Selectable<RoomTable>
export type Membership = Selectable<MembershipTable>

declare module "../platform/database/schema" {
  interface Tables {
    rooms: RoomTable
    memberships: MembershipTable
    presences: PresenceTable
  }
}
