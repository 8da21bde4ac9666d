import { type Argument, prepared, type Trx } from "../../platform/database/database"
import { attachmentText } from "../body/body-attachments"
import { mentionedIn, NOBODY } from "../body/mentioned"
import { plainText } from "../body/rich-text/rich-text"
import type { Message } from "../table"
import { marksOf } from "./search-marks"
import { searchWords } from "./search-words"

type Indexed = Pick<Message, "id" | "room_id" | "creator_id" | "body"> &
  Partial<Pick<Message, "attachment_id">>

/** Makes a new message findable, in the transaction that stores it. */
export async function indexMessage(trx: Trx, message: Indexed) {
  await insertEntry(await entryOf(trx, message), trx)
}

export async function reindexMessage(trx: Trx, message: Indexed) {
  const { rowid, ...entry } = await entryOf(trx, message)
  await trx.updateTable("search_entries").set(entry).where("rowid", "=", rowid).execute()
}

export async function unindexMessages(trx: Trx, ids: number[]) {
  await trx.deleteFrom("search_entries").where("rowid", "in", ids).execute()
}

/** @param filename what its file is called */
const searchEntry = (message: Indexed, people = NOBODY, filename = "") => ({
  rowid: message.id,
  text: [searchText(message.body, people), wordsIn(filename)].filter(Boolean).join(" "),
  marks: marksOf(message).join(" "),
})

/**
 * Text as the index has it.
 *
 * @param people those whom the body names
 */
export const searchText = (body: string, people = NOBODY) =>
  wordsIn(plainText(body, attachmentText(people)))

const wordsIn = (text: string) => searchWords(text).flat().join(" ")

const entryOf = async (trx: Trx, message: Indexed) =>
  searchEntry(
    message,
    await mentionedIn(trx, [message.body]),
    await filenameOf(trx, message.attachment_id),
  )

async function filenameOf(trx: Trx, attachment_id: number | null | undefined) {
  if (!attachment_id) return ""
  const file = await trx
    .selectFrom("blobs")
    .select("filename")
    .where("id", "=", attachment_id)
    .executeTakeFirst()
  return file?.filename
}

const insertEntry = prepared(
  (db, argument: Argument<{ rowid: number; text: string; marks: string }>) =>
    db.insertInto("search_entries").values({
      rowid: argument("rowid"),
      text: argument("text"),
      marks: argument("marks"),
    }),
)
