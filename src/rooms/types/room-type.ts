import { broadcast, broadcastLocal } from "../../platform/cable/cable"
import type { Micros, Trx } from "../../platform/database/database"
import type { User } from "../../users/user"
import type { DirectPerson } from "../direct/direct-people"
import { readsStream, unreadsStream } from "../streams"
import type { Involvement, Room } from "../table"

/** The lists of rooms that people see, in this order: rooms by name, direct rooms by last message. */
export const ROOM_LISTS = ["rooms", "directs"] as const
export type RoomList = (typeof ROOM_LISTS)[number]

export type NamableRoom = Pick<Room, "id" | "name" | "root_room_id">

export type SignalRoom = Pick<Room, "id" | "type" | "parent_message_id">

export type PostedMessage = {
  id: number
  room_id: number
  creator_id: number
  client_message_id: string
  created_at: Micros
}

/** The mentions of a message. */
export type Mentions = { mentionsEveryone: boolean; mentionedIds: number[] }

export type RoomNames = {
  /** The same for everyone. */
  display_name: string
  ownName: (viewer: { id: number }) => string
  /** The members of a room that is named after them; empty for all others. */
  people: DirectPerson[]
}

/** The differences between room types. All other code is the same for every room. */
export type RoomTypeDefinition = {
  /** The list in sidebar, settings and switcher that shows these rooms; null shows them in none. */
  list: RoomList | null
  /**
   * Every active user, a list that may change, the initial members; or, in a child room that grants
   * no entry itself, its followers.
   */
  members: "everyone" | "listed" | "fixed" | "followers"
  /** What a member can choose. The button steps through them; the first one is the default. */
  involvements: readonly [Involvement, ...Involvement[]]
  /** With this involvement new messages leave no unread mark. */
  unmarked: Involvement
  /** Broadcasts to the pages of these members in this process whether the room is unread. */
  tellUnread: (room: SignalRoom, user_ids: number[], unread: boolean) => void
  /** Broadcasts to a member's pages in every process that they have read the room. */
  tellRead: (room: SignalRoom, user_id: number) => void
  /** Runs in the transaction of a new message, before the unread marks. */
  posted?: (trx: Trx, room: Room, message: PostedMessage, mentions: Mentions) => Promise<void>
  /** The path that shows a room without a page of its own, at `message_id`. */
  pagePath?: (room: Room, message_id?: number) => Promise<string>
  /** The names of several rooms of this type, by room id. */
  names: (rooms: NamableRoom[]) => Promise<Map<number, RoomNames>>
  /** The settings pages and their path; null when it has none. */
  settings: { pages: "shared" | "direct"; path: (room: { id: number }) => string } | null
  /** Whether a member may rename and convert it, choose its members and mention everyone. */
  mayChange: (user: Pick<User, "id" | "role">, room: Pick<Room, "creator_id">) => boolean
  mayDelete: (user: Pick<User, "id" | "role">, room: Pick<Room, "creator_id">) => boolean
  /** Whether the audit log records its deletion by an administrator. */
  audited: boolean
  texts: RoomTexts
}

type RoomTexts = {
  /** As in "Settings for this room". */
  noun: string
  /** Hidden text before the name in its heading. */
  titlePrefix: string
  /** The text of its empty page. */
  greeting: (name: string) => string
  /** The error when nobody can be invited; null when those who may change the room can invite. */
  cannotInvite: string | null
  /** The error when it can't have a topic; null when it can. */
  cannotSetTopic: string | null
  cannotMentionEveryone: string
  /** The error when name and members can't change; null when they can. */
  cannotChange: string | null
}

/** The columns of every room that lists of rooms show. */
export const listed = {
  unmarked: "invisible",
  tellUnread: ({ id }, user_ids, unread) =>
    broadcastLocal(user_ids.map(unreadsStream), { roomId: id, unread }),
  tellRead: ({ id }, user_id) => broadcast(readsStream(user_id), { room_id: id }),
} satisfies Partial<RoomTypeDefinition>
