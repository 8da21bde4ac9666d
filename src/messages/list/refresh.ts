import { sql } from "kysely"
import { z } from "zod"
import { database, type Micros } from "../../platform/database/database"
import { ValidationError } from "../../platform/http/errors"
import { profilesVersion } from "../../users/user"
import { type Listed, listed, newestMessages, PAGE } from "./pages"
import { tombstonesExpiredSince } from "./tombstones"

/** What a page asks: the times of its state, and the ids of the rows that it shows. */
export type RefreshQuestion = {
  since: Micros
  /** The time of the profiles that its rows show; `since` without it. */
  people?: Micros
  /** Null for clients that don't say which rows they show. */
  held: number[] | null
  /** Asks for its rows alone, not for new messages. */
  rowsOnly?: boolean
}

/** `gap` is the time of the first message that the page misses. */
export type Restart = { list: Listed[]; gap: Micros }

export type Changes = {
  created: Listed[]
  /** Changed rows that the page shows; without `held`, the latest changed messages. */
  updated: Listed[]
  /** Rows whose message may have changed by a profile that it shows. */
  showingPeople: Listed[]
  /** `client_message_id`s of removed messages. */
  removed: string[]
  /** Ids of rows that the page shows, whose message is gone. */
  gone: number[]
  /** The newest page, when too many messages are new or tombstones have expired. */
  restart: Restart | null
}

/** A page keeps about 300 rows, and asks in several requests for more. */
const HELD_AT_MOST = 500

const HeldIds = z
  .string()
  .regex(/^(\d{1,15}(,\d{1,15})*)?$/)
  .transform((ids) => ids.split(",").filter(Boolean).map(Number))
  .refine((ids) => ids.length <= HELD_AT_MOST)

/**
 * Parses the query of a refresh.
 *
 * @throws {ValidationError} for a list of rows that is malformed or too long
 */
export function refreshQuestion(query: Record<string, string>): RefreshQuestion {
  const { since, people, held, reason } = query
  const rows = held === undefined ? null : HeldIds.safeParse(held)
  if (rows?.success === false)
    throw new ValidationError(
      `“held” takes at most ${HELD_AT_MOST} message ids with commas between. Ask in parts.`,
    )
  return {
    since: timeIn(since),
    people: timeIn(people ?? since),
    held: rows?.data ?? null,
    rowsOnly: reason === "rows",
  }
}

/** Parses a time in epoch milliseconds; 0 for anything else. */
const timeIn = (text = ""): Micros =>
  /^\d{1,13}(\.\d{1,3})?$/.test(text) ? Math.round(Number(text) * 1000) : 0

// The unary plus keeps the query off the index on `created_at`, with which a database would scan
// all messages of the room to find that none has changed.
const CREATED_AT = sql<Micros>`+${sql.ref("messages.created_at")}`

/** The changes to the room's messages, as far as the page must know them. */
export async function changesSince(
  room: { id: number },
  { since, people = since, held, rowsOnly = false }: RefreshQuestion,
): Promise<Changes> {
  const created = rowsOnly ? [] : await createdSince(room, since, held ?? [])
  const behind = created.length > PAGE || (!held && (await tombstonesExpiredSince(room, since)))
  const changes = held
    ? await changesOf(room, held, { since, people })
    : await latestChanges(room, since)
  if (!behind) return { ...changes, created, restart: null }
  const gap = created[0]?.created_at ?? since
  return { ...changes, created: [], restart: { list: await newestMessages(room), gap } }
}

const inRoom = (room: { id: number }) =>
  listed().select("messages.created_at").where("messages.room_id", "=", room.id)

const createdSince = (room: { id: number }, since: Micros, held: number[]) =>
  inRoom(room)
    .where("messages.created_at", ">", since)
    .$if(held.length > 0, (messages) => messages.where("messages.id", "not in", held))
    .orderBy("messages.created_at")
    .orderBy("messages.id")
    .limit(PAGE + 1)
    .execute()

/** Compares the rows that a page shows with the messages: no limit, and no tombstone needed. */
async function changesOf(
  room: { id: number },
  held: number[],
  { since, people }: { since: Micros; people: Micros },
) {
  // Read first: a profile that changes during the query is then compared again next time.
  const profiles = profilesVersion()
  const rows = held.length > 0 ? await inRoom(room).where("messages.id", "in", held).execute() : []
  const found = new Set(rows.map(({ id }) => id))
  // A message that never changed is as the page has it.
  const isNew = ({ created_at, updated_at, creator_updated_at }: (typeof rows)[number]) =>
    (updated_at > since && updated_at > created_at) || creator_updated_at > people
  return {
    updated: rows.filter(isNew),
    showingPeople: profiles > people ? rows.filter((row) => !isNew(row)) : [],
    removed: [],
    gone: held.filter((id) => !found.has(id)),
  }
}

async function latestChanges(room: { id: number }, since: Micros) {
  const updated = await inRoom(room)
    .where("messages.updated_at", ">", since)
    .where(CREATED_AT, "<=", since)
    .orderBy(CREATED_AT, "desc")
    .limit(PAGE)
    .execute()
  const removed = await database()
    .selectFrom("message_removals")
    .select("client_message_id")
    .where("room_id", "=", room.id)
    .where("created_at", ">", since)
    .execute()
  return {
    updated: updated.reverse(),
    showingPeople: [],
    removed: removed.map(({ client_message_id }) => client_message_id),
    gone: [],
  }
}
