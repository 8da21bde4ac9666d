import type { Generated, Selectable } from "kysely"
import type { Micros } from "../platform/database/database"

export interface MessageTable {
  id: Generated<number>
  room_id: number
  creator_id: number
  /** Chosen by whoever sent it; unique in the room, since the page's elements are named after it. */
  client_message_id: string
  /** Safe HTML, as it is shown; empty when there is only a file. */
  body: string
  /** The blob of the file that came with it. */
  attachment_id: number | null
  edited_at: Micros | null
  created_at: Micros
  updated_at: Micros
}

/** What refreshes need to know of a message that is no more. */
export interface MessageRemovalTable {
  id: Generated<number>
  room_id: number
  client_message_id: string
  created_at: Micros
  updated_at: Micros
}

/** What a message said before an edit. */
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
  /** Its words, folded. */
  text: string
  /** What else it can be looked for by: see search-marks.ts. */
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
