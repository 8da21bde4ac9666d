import { z } from "zod"
import { database, dialect, store, type Trx, transaction } from "../../platform/database/database"
import { type JobDefinition, job, replaceJob } from "../../platform/jobs/job"
import { mentionedIn } from "../body/mentions"
import { readBody } from "../body/message-body"
import { searchEntry } from "./search-entry"

// Posts wait for a batch, which takes about ten milliseconds.
const BATCH = 100

const NAME = "index-older-messages"

/**
 * Indexes the messages that are older than `below` and are not in the search index, newest first.
 * The migration that replaces the index enqueues it. Each batch is a job of its own, so that it
 * continues after a restart.
 */
export const indexOlderMessages: JobDefinition<{ below: number }> = job(
  NAME,
  z.object({ below: z.number() }),
  ({ below }, running) =>
    transaction(async (trx) => {
      const batch = await messagesBelow(trx, below)
      const last = batch.at(-1)
      if (!last || !(await replaceJob(trx, running, indexOlderMessages, { below: last.id }))) return
      await indexMissing(trx, batch)
    }),
)

type Batch = Awaited<ReturnType<typeof messagesBelow>>

// PostgreSQL lets an edit commit between a read and a write, unless the rows are locked.
function messagesBelow(trx: Trx, below: number) {
  const query = trx
    .selectFrom("messages")
    .innerJoin("rooms", "rooms.id", "messages.room_id")
    .leftJoin("blobs", "blobs.id", "messages.attachment_id")
    .where("messages.id", "<", below)
    .select(["messages.id", "messages.creator_id", "messages.body", "messages.attachment_id"])
    .select(["rooms.access_room_id", "blobs.filename"])
    .orderBy("messages.id", "desc")
    .limit(BATCH)
  return (dialect() === "postgres" ? query.forShare("messages") : query).execute()
}

async function indexMissing(trx: Trx, batch: Batch) {
  const ids = batch.map(({ id }) => id)
  const entries = await trx
    .selectFrom("search_entries")
    .select("rowid")
    .where("rowid", "in", ids)
    .execute()
  const indexed = new Set(entries.map(({ rowid }) => rowid))
  // SQLite's index wants the ids of a transaction in their order.
  const missing = batch
    .filter(({ id }) => !indexed.has(id))
    .map((message) => ({ message, body: readBody(message.body) }))
    .reverse()
  if (missing.length === 0) return

  const people = await mentionedIn(
    trx,
    missing.map(({ body }) => body),
  )
  await trx
    .insertInto("search_entries")
    .values(
      missing.map(({ message, body }) =>
        searchEntry({ message, body, people, filename: message.filename ?? undefined }),
      ),
    )
    .execute()
}

/** The databases whose index is complete. Only a migration makes one incomplete. */
const complete = new WeakSet<object>()

/** The id below which messages are not in the index yet; null when all are. */
export async function notIndexedBelow(): Promise<number | null> {
  if (complete.has(store())) return null
  const waiting = await database()
    .selectFrom("jobs")
    .select("payload")
    .where("name", "=", NAME)
    .limit(1)
    .executeTakeFirst()
  if (waiting) return z.object({ below: z.number() }).parse(JSON.parse(waiting.payload)).below
  complete.add(store())
  return null
}
