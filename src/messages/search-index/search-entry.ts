import { type Argument, awaitAtCommit, prepared, type Trx } from "../../platform/database/database"
import { type MessageBody, NOBODY, type People } from "../body/message-body"
import type { Message } from "../table"
import { indexText } from "./index-text"

/** What a search can find of a message. */
export type Indexed = {
  message: Marked & Pick<Message, "id">
  body: MessageBody
  /** Whom the body mentions. */
  people?: People
  /** The name of its file. */
  filename?: string
}

/** Makes a new message findable, in the transaction that stores it. */
export async function indexMessage(trx: Trx, indexed: Indexed) {
  await awaitAtCommit(trx, insertEntry(searchEntry(indexed), trx))
}

export async function reindexMessage(trx: Trx, indexed: Indexed) {
  const { rowid, ...entry } = searchEntry(indexed)
  await trx.updateTable("search_entries").set(entry).where("rowid", "=", rowid).execute()
}

export async function unindexMessages(trx: Trx, ids: number[]) {
  await trx.deleteFrom("search_entries").where("rowid", "in", ids).execute()
}

export const searchEntry = ({ message, body, people = NOBODY, filename = "" }: Indexed) => ({
  rowid: message.id,
  text: indexText(`${body.text(people)} ${filename}`),
  marks: marksOf(message, body).join(" "),
})

const insertEntry = prepared(
  (db, argument: Argument<{ rowid: number; text: string; marks: string }>) =>
    db.insertInto("search_entries").values({
      rowid: argument("rowid"),
      text: argument("text"),
      marks: argument("marks"),
    }),
)

/** What a search can ask a message to have, besides words. */
export type Trait = "file" | "link" | "code"

/** Begins each mark. It is a private-use character, so nobody's words contain a mark. */
const SIGN = "\uE000"

export const roomMark = (room_id: number) => `${SIGN}in${room_id}`
export const authorMark = (creator_id: number) => `${SIGN}by${creator_id}`
export const traitMark = (trait: Trait) => `${SIGN}has${trait}`

export type Marked = Pick<Message, "creator_id"> & {
  /** The room that grants entry: `in:` finds its messages and those of its threads. */
  access_room_id: number
} & Partial<Pick<Message, "attachment_id">>

/**
 * Stored in the index beside a message's words, so that finding a common word in a quiet room, or by
 * somebody who writes little, costs as much as the matches, not as all messages with that word.
 */
export function marksOf(
  { access_room_id, creator_id, attachment_id }: Marked,
  { hasLink, hasCode }: MessageBody,
): string[] {
  const traits: Trait[] = []
  if (attachment_id) traits.push("file")
  if (hasLink) traits.push("link")
  if (hasCode) traits.push("code")
  return [roomMark(access_room_id), authorMark(creator_id), ...traits.map(traitMark)]
}
