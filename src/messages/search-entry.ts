import { type Argument, prepared, type Trx } from "../database/database"
import { plainText } from "./rich-text/rich-text"

type Indexed = { id: number; body: string }

/** Makes a new message findable, in the transaction that stores it. */
export async function indexMessage(trx: Trx, message: Indexed) {
  await insertEntry({ rowid: message.id, text: searchText(message.body) }, trx)
}

export async function reindexMessage(trx: Trx, message: Indexed) {
  const text = searchText(message.body)
  await trx.updateTable("search_entries").set({ text }).where("rowid", "=", message.id).execute()
}

export async function unindexMessages(trx: Trx, ids: number[]) {
  await trx.deleteFrom("search_entries").where("rowid", "in", ids).execute()
}

/** Text as the index has it. */
export function searchText(body: string) {
  return foldText(plainText(body))
}

/**
 * Accents and capitals don't matter to people who search. Nor may they to the index, and what of
 * them PostgreSQL folds depends on the locale that its database was made with.
 */
export const foldText = (text: string) =>
  text
    .normalize("NFKD")
    .replace(/\p{Mn}/gu, "")
    .toLowerCase()

const insertEntry = prepared((db, argument: Argument<{ rowid: number; text: string }>) =>
  db.insertInto("search_entries").values({ rowid: argument("rowid"), text: argument("text") }),
)
