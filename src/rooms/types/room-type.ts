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

/** Whom a message mentions. */
export type Mentions = { mentionsEveryone: boolean; mentionedIds: number[] }

export type RoomNames = {
  /** The same for everyone. */
  display_name: string
  ownName: (viewer: { id: number }) => string
  /** The people of a room that is called after them; empty for all others. */
  people: DirectPerson[]
}

/** What differs between the types of rooms. All other code is the same for every room. */
export type RoomTypeDefinition = {
  /** The list in sidebar, settings and switcher that shows these rooms; null shows them in none. */
  list: RoomList | null
  /**
   * Every active user, a list that may change, those with whom it started; or, in a child room that
   * grants no entry itself, those who follow it.
   */
  members: "everyone" | "listed" | "fixed" | "followers"
  /** What a member can choose. The button steps through them; the first one is the default. */
  involvements: readonly [Involvement, ...Involvement[]]
  /** With this involvement new messages leave no unread mark. */
  unmarked: Involvement
  /** Tells a member's pages in this process whether the room is unread. */
  tellUnread: (room: SignalRoom, user_id: number, unread: boolean) => void
  /** Tells a member's pages in every process that they have read the room. */
  tellRead: (room: SignalRoom, user_id: number) => void
  /** What a new message does in its transaction besides all that messages do, before unread marks. */
  posted?: (trx: Trx, room: Room, message: PostedMessage, mentions: Mentions) => Promise<void>
  /** The path at which a room is shown that has no page of its own, there at `message_id`. */
  pagePath?: (room: Room, message_id?: number) => Promise<string>
  /** The names of several rooms of this type, by room id. */
  names: (rooms: NamableRoom[]) => Promise<Map<number, RoomNames>>
  /** Which settings pages serve it, and where; null when it has none. */
  settings: { pages: "shared" | "direct"; path: (room: { id: number }) => string } | null
  /** Whether a member may rename and convert it, choose its members and mention everyone. */
  mayChange: (user: Pick<User, "id" | "role">, room: Pick<Room, "creator_id">) => boolean
  mayDelete: (user: Pick<User, "id" | "role">, room: Pick<Room, "creator_id">) => boolean
  /** Whether the audit log tells that an administrator deleted it. */
  audited: boolean
  texts: RoomTexts
}

type RoomTexts = {
  /** As in "Settings for this room". */
  noun: string
  /** Hidden text before the name in its heading. */
  titlePrefix: string
  /** What its page says while there is no message. */
  greeting: (name: string) => string
  /** Why nobody can be invited; null when those who may change the room can invite. */
  cannotInvite: string | null
  /** Why it has no topic; null when it can have one. */
  cannotSetTopic: string | null
  cannotMentionEveryone: string
  /** Why name and members stay as they are; null when they can change. */
  cannotChange: string | null
}

/** What all rooms have in common that lists of rooms show. */
export const listed = {
  unmarked: "invisible",
  tellUnread: ({ id }, user_id, unread) =>
    broadcastLocal(unreadsStream(user_id), { roomId: id, unread }),
  tellRead: ({ id }, user_id) => broadcast(readsStream(user_id), { room_id: id }),
} satisfies Partial<RoomTypeDefinition>
