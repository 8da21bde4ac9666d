import { sql } from "kysely"
import { parseMessageBody, readBody } from "../../messages/message"
import { wordsIn } from "../../messages/search-index/search-entry"
import { marksOf } from "../../messages/search-index/search-marks"
import {
  database,
  dialect,
  type Micros,
  minutes,
  now,
  seconds,
  type Trx,
  transaction,
} from "../../platform/database/database"
import { saying } from "./message-bodies"
import type { Chance } from "./random"

/** A message as it is stored: its body made safe, its text made findable. */
type Utterance = { body: string; text: string }

export type Talk = {
  room: { id: number }
  people: { id: number }[]
  count: number
  sayings: Utterance[]
  chance: Chance
}

const DIFFERENT = 3000
const A_TRANSACTION = 20_000
const A_STATEMENT = 500

/** What people say; a chat larger than this repeats itself. */
export function sayings(chance: Chance): Utterance[] {
  return Array.from({ length: DIFFERENT }, () => {
    const body = parseMessageBody(saying(chance))
    return { body: body.html, text: wordsIn(body.text()) }
  })
}

/** Has people say `count` things in the room, the last of them a few minutes ago. */
export async function converse(talk: Talk) {
  const firstId = await nextId()
  const course = courseOf(talk)
  for (let start = 0; start < talk.count; start += A_TRANSACTION) {
    const end = Math.min(start + A_TRANSACTION, talk.count)
    const messages = spoken(talk, course, { firstId, start, end })
    await transaction((trx) => store(trx, talk.room, messages))
  }
  await continueIds()
}

/** The same in many rooms at once, a little in each. */
export async function converseEverywhere(talks: Talk[]) {
  let firstId = await nextId()
  await transaction(async (trx) => {
    for (const talk of talks) {
      const whole = { firstId, start: 0, end: talk.count }
      await store(trx, talk.room, spoken(talk, courseOf(talk), whole))
      firstId += talk.count
    }
  })
}

type Course = { began: Micros; pace: number }

function courseOf({ count }: Talk): Course {
  const pace = paceOf(count)
  return { began: now() - minutes(5) - count * pace, pace }
}

type Stretch = { firstId: number; start: number; end: number }

function spoken(
  { people, sayings, chance }: Talk,
  { began, pace }: Course,
  { firstId, start, end }: Stretch,
) {
  return Array.from({ length: end - start }, (_, index): Said => {
    const time = began + (start + index) * pace + chance.whole(pace)
    return {
      ...chance.one(sayings),
      id: firstId + start + index,
      time,
      creator: chance.one(people),
    }
  })
}

type Said = Utterance & { id: number; time: Micros; creator: { id: number } }

async function store(trx: Trx, room: { id: number }, messages: Said[]) {
  for (let start = 0; start < messages.length; start += A_STATEMENT) {
    const some = messages.slice(start, start + A_STATEMENT)
    await trx
      .insertInto("messages")
      .values(some.map((said) => row(room, said)))
      .execute()
    await trx
      .insertInto("search_entries")
      .values(some.map((said) => entry(room, said)))
      .execute()
  }
  const updated_at = messages.at(-1)?.time ?? now()
  await trx.updateTable("rooms").set({ updated_at }).where("id", "=", room.id).execute()
}

const entry = (room: { id: number }, { id, body, text, creator }: Said) => ({
  rowid: id,
  text,
  marks: marksOf({ room_id: room.id, creator_id: creator.id }, readBody(body)).join(" "),
})

const row = (room: { id: number }, { id, body, time, creator }: Said) => ({
  id,
  room_id: room.id,
  creator_id: creator.id,
  client_message_id: `seed-${id}`,
  body,
  created_at: time,
  updated_at: time,
})

// PostgreSQL counts ids apart from the rows, and these rows brought their own.
async function continueIds() {
  if (dialect() !== "postgres") return
  await transaction((trx) =>
    sql`select setval(pg_get_serial_sequence('messages', 'id'), max(id)) from messages`.execute(
      trx,
    ),
  )
}

async function nextId() {
  const { last } = await database()
    .selectFrom("messages")
    .select((row) => row.fn.max("id").as("last"))
    .executeTakeFirstOrThrow()
  return (last ?? 0) + 1
}

// A chat of months, however much is said in it.
const paceOf = (count: number) => Math.min(minutes(20), Math.ceil(seconds(15_000_000) / count))
