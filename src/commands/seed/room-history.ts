import { sql } from "kysely"
import { indexText, marksOf, parseMessageBody, readBody } from "../../messages/message"
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
import { randomBody } from "./message-bodies"
import type { Random } from "./random"

/** A sanitized body and its text for the search index. */
type SampleBody = { body: string; text: string }

export type RoomHistory = {
  room: { id: number }
  people: { id: number }[]
  count: number
  sampleBodies: SampleBody[]
  random: Random
}

const DIFFERENT = 3000
const PER_TRANSACTION = 20_000
const PER_STATEMENT = 500

/** A pool of bodies; a larger chat repeats them. */
export function sampleBodies(random: Random): SampleBody[] {
  return Array.from({ length: DIFFERENT }, () => {
    const body = parseMessageBody(randomBody(random))
    return { body: body.html, text: indexText(body.text()) }
  })
}

/** Inserts `count` messages into the room, the last of them a few minutes ago. */
export async function fillRoom(history: RoomHistory) {
  const firstId = await nextId()
  const timeline = timelineOf(history)
  for (let start = 0; start < history.count; start += PER_TRANSACTION) {
    const end = Math.min(start + PER_TRANSACTION, history.count)
    const messages = generateMessages(history, timeline, { firstId, start, end })
    await transaction((trx) => insertMessages(trx, history.room, messages))
  }
  await continueIds()
}

/** Inserts a few messages into each of many rooms, in one transaction. */
export async function fillRooms(histories: RoomHistory[]) {
  let firstId = await nextId()
  await transaction(async (trx) => {
    for (const history of histories) {
      const all = { firstId, start: 0, end: history.count }
      await insertMessages(trx, history.room, generateMessages(history, timelineOf(history), all))
      firstId += history.count
    }
  })
}

type Timeline = { startedAt: Micros; interval: number }

function timelineOf({ count }: RoomHistory): Timeline {
  const interval = intervalOf(count)
  return { startedAt: now() - minutes(5) - count * interval, interval }
}

type Batch = { firstId: number; start: number; end: number }

function generateMessages(
  { people, sampleBodies, random }: RoomHistory,
  { startedAt, interval }: Timeline,
  { firstId, start, end }: Batch,
) {
  return Array.from({ length: end - start }, (_, index): SeedMessage => {
    const time = startedAt + (start + index) * interval + random.integer(interval)
    return {
      ...random.pick(sampleBodies),
      id: firstId + start + index,
      time,
      creator: random.pick(people),
    }
  })
}

type SeedMessage = SampleBody & { id: number; time: Micros; creator: { id: number } }

async function insertMessages(trx: Trx, room: { id: number }, messages: SeedMessage[]) {
  for (let start = 0; start < messages.length; start += PER_STATEMENT) {
    const some = messages.slice(start, start + PER_STATEMENT)
    await trx
      .insertInto("messages")
      .values(some.map((message) => row(room, message)))
      .execute()
    await trx
      .insertInto("search_entries")
      .values(some.map((message) => entry(room, message)))
      .execute()
  }
  const updated_at = messages.at(-1)?.time ?? now()
  await trx.updateTable("rooms").set({ updated_at }).where("id", "=", room.id).execute()
}

const entry = (room: { id: number }, { id, body, text, creator }: SeedMessage) => ({
  rowid: id,
  text,
  marks: marksOf({ access_room_id: room.id, creator_id: creator.id }, readBody(body)).join(" "),
})

const row = (room: { id: number }, { id, body, time, creator }: SeedMessage) => ({
  id,
  room_id: room.id,
  creator_id: creator.id,
  client_message_id: `seed-${id}`,
  body,
  created_at: time,
  updated_at: time,
})

// PostgreSQL has sequences for ids; these rows were inserted with explicit ids.
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

// Spreads the messages over at most about six months.
const intervalOf = (count: number) => Math.min(minutes(20), Math.ceil(seconds(15_000_000) / count))
