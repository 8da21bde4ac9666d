import type { Generated, Selectable } from "kysely"
import type { Micros } from "../platform/database/database"

export interface MessageTable {
  id: Generated<number>
  room_id: number
  creator_id: number
  /** Chosen by the client; unique in the room, because DOM ids contain it. */
  client_message_id: string
  /** Sanitized HTML; empty for a message with only a file. */
  body: string
  /** The blob of its file. */
  attachment_id: number | null
  edited_at: Micros | null
  created_at: Micros
  updated_at: Micros
}

/** The tombstone of a removed message, for pages that were offline. */
export interface MessageRemovalTable {
  id: Generated<number>
  room_id: number
  client_message_id: string
  created_at: Micros
  updated_at: Micros
}

/** A message's body before an edit. */
export interface MessageVersionTable {
  id: Generated<number>
  message_id: number
  /** Who made the edit. */
  author_id: number
  body: string
  created_at: Micros
  updated_at: Micros
}

export interface SearchEntryTable {
  /** The message's id. */
  rowid: number
  /** The tokens of its words: see index-text.ts. */
  text: string
  /** Tokens for filters such as `from:`: see search-entry.ts. */
  marks: string
}

export type Message = Selectable<MessageTable>

declare module "../platform/database/schema" {
  interface Tables {
    messages: MessageTable
    message_removals: MessageRemovalTable
    message_versions: MessageVersionTable
    search_entries: SearchEntryTable
  }
}
