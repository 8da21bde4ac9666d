import { database, type Micros, minutes } from "../platform/database/database"
import { startOf } from "./period"
import type { Query } from "./query"

/** Times of messages, from `from` inclusive to `until` exclusive. */
export type Span = { from: Micros; until: Micros }

const EVER: Span = { from: 0, until: Number.MAX_SAFE_INTEGER }

/** The intersection of the query's dates, in the time zone `zone`. */
export function spanOf({ before, after, on }: Query, zone: string): Span {
  const span = { ...EVER }
  const begin = (date: Temporal.PlainDate) => {
    span.from = Math.max(span.from, startOf(date, zone))
  }
  const end = (date: Temporal.PlainDate) => {
    span.until = Math.min(span.until, startOf(date, zone))
  }
  for (const { first } of before) end(first)
  for (const { next } of after) begin(next)
  for (const { first, next } of on) {
    begin(first)
    end(next)
  }
  return span
}

// Ids follow the times of messages, except for concurrent inserts by several processes.
const SLACK = minutes(5)

/** A range of ids that contains all messages of the span and few others. */
export async function idsOf({ from, until }: Span) {
  return {
    from: from === EVER.from ? 1 : await firstIdSince(from - SLACK),
    below: until === EVER.until ? Number.MAX_SAFE_INTEGER : await firstIdSince(until + SLACK),
  }
}

async function firstIdSince(time: Micros): Promise<number> {
  let low = 1
  let high = (await lastId()) + 1
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const next = await firstFrom(middle)
    if (next && next.created_at < time) low = next.id + 1
    else high = middle
  }
  return low
}

async function lastId() {
  const last = await database()
    .selectFrom("messages")
    .select("id")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst()
  return last?.id ?? 0
}

const firstFrom = (id: number) =>
  database()
    .selectFrom("messages")
    .select(["id", "created_at"])
    .where("id", ">=", id)
    .orderBy("id")
    .limit(1)
    .executeTakeFirst()
