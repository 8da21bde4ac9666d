import { type Argument, prepared, type Trx } from "../../platform/database/database"
import { type MessageBody, NOBODY, type People } from "../body/message-body"
import type { Message } from "../table"
import { type Marked, marksOf } from "./search-marks"
import { searchWords } from "./search-words"

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
  await insertEntry(searchEntry(indexed), trx)
}

export async function reindexMessage(trx: Trx, indexed: Indexed) {
  const { rowid, ...entry } = searchEntry(indexed)
  await trx.updateTable("search_entries").set(entry).where("rowid", "=", rowid).execute()
}

export async function unindexMessages(trx: Trx, ids: number[]) {
  await trx.deleteFrom("search_entries").where("rowid", "in", ids).execute()
}

const searchEntry = ({ message, body, people = NOBODY, filename = "" }: Indexed) => ({
  rowid: message.id,
  text: wordsIn(`${body.text(people)} ${filename}`),
  marks: marksOf(message, body).join(" "),
})

/** Text as the index has it. */
export const wordsIn = (text: string) => searchWords(text).flat().join(" ")

const insertEntry = prepared(
  (db, argument: Argument<{ rowid: number; text: string; marks: string }>) =>
    db.insertInto("search_entries").values({
      rowid: argument("rowid"),
      text: argument("text"),
      marks: argument("marks"),
    }),
)
