import { expect, test } from "bun:test"
import { type Kysely, type KyselyPlugin, type RootOperationNode, sql } from "kysely"
import { createMessage, scene } from "../../test/support/scene"
import { messagesAround, newestMessages, reachMessage } from "../messages/message"
import {
  configureStore,
  now,
  type Store,
  store,
  type Tables,
  transaction,
} from "../platform/database/database"
import { onBothDatabases } from "../platform/database/on-both-databases"
import { signedInRoom } from "../rooms/load-room"
import { unreadMarksOf } from "../rooms/memberships/unread-broadcast"
import {
  lastRoomOf,
  latestChange,
  markRead,
  markUnread,
  membershipsOf,
  newestRoomOf,
  type ReachedRoom,
  reachRoom,
  touchRoom,
  visibleRooms,
} from "../rooms/room"
import { startSession } from "../sessions/session"
import { summariesOf } from "./summary"
import { reachThread, startThread, unreadThreads } from "./thread"

const THREADS = 1_000_000
/** The number of followed threads with one reply each, and of replies in one long thread. */
const [FOLLOWED, REPLIES] = [50_000, 20_000]

type Query = { sql: string; parameters: readonly unknown[] }

onBothDatabases("among a million threads", () => {
  test("no query of the hot path scans all rooms, memberships or messages", async () => {
    const { ada, hall } = await scene()
    const root = await createMessage(hall, ada, "<p>Who has the key?</p>")
    const thread = await startThread(ada, root)
    await fill(hall, ada, thread)

    const queries = await recordQueries(async () => {
      await reachAndRead(ada, hall.id, thread)
      await latestChange()
      await unreadThreads(ada)
      await summariesOf([root])
      await transaction(async (trx) => {
        const created_at = await touchRoom(trx, thread)
        await markUnread(trx, thread, { creator_id: ada.id, created_at })
      })
    })

    expect(queries.length).toBeGreaterThan(15)
    const scans = await Promise.all(queries.map(scansIn))
    expect(scans.flat()).toEqual([])
  })
})

async function reachAndRead(ada: { id: number }, hall_id: number, thread: ReachedRoom) {
  const session = await transaction((trx) =>
    startSession(trx, ada, { ip_address: null, user_agent: null }),
  )
  await visibleRooms(ada)
  await membershipsOf(ada)
  await lastRoomOf(ada, undefined)
  await newestRoomOf(ada)
  await signedInRoom(session.token, hall_id)
  await reachRoom(ada, String(hall_id))
  await reachRoom(ada, String(thread.id))
  await reachThread(ada, { id: thread.parent_message_id ?? 0 })
  const newest = await newestMessages(thread)
  const message = await reachMessage(ada, String(newest[0]?.id))
  if (!message) throw new Error("The thread is empty")
  await messagesAround(thread, message)
  await unreadMarksOf(thread, new Set([ada.id]))
  await markRead({ room_id: thread.id, user_id: ada.id })
}

async function fill(hall: { id: number }, ada: { id: number }, thread: { id: number }) {
  const time = now()
  const numbers = (count: number) =>
    store().dialect === "sqlite"
      ? sql`(with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < ${count}) select n from numbers)`
      : sql`generate_series(1, ${sql.lit(count)}) numbers (n)`
  await transaction(async (trx) => {
    // Skips the foreign key checks, which run row by row; these rows are valid.
    if (store().dialect === "postgres")
      await sql`set local session_replication_role = replica`.execute(trx)
    await sql`insert into rooms (type, creator_id, root_room_id, created_at, updated_at)
      select 'thread', ${sql.lit(ada.id)}, ${sql.lit(hall.id)}, ${sql.lit(time)}, ${sql.lit(time)} + n from ${numbers(THREADS)}`.execute(
      trx,
    )
    await sql`insert into memberships (room_id, user_id, access_room_id, involvement, created_at, updated_at)
      select id, ${sql.lit(ada.id)}, ${sql.lit(hall.id)}, 'everything', created_at, created_at
      from rooms where id > ${thread.id} order by id limit ${FOLLOWED}`.execute(trx)
    await sql`insert into messages (room_id, creator_id, client_message_id, body, created_at, updated_at)
      select ${sql.lit(thread.id)}, ${sql.lit(ada.id)}, 'reply-' || n, 'Yes', ${sql.lit(time)} + n, ${sql.lit(time)} + n
      from ${numbers(REPLIES)}`.execute(trx)
    await sql`insert into messages (room_id, creator_id, client_message_id, body, created_at, updated_at)
      select id, ${sql.lit(ada.id)}, 'one-' || id, 'Yes', created_at, created_at
      from rooms where id > ${thread.id} order by id limit ${FOLLOWED}`.execute(trx)
    await sql`analyze`.execute(trx)
  })
}

/** The queries that `work` runs, except those that its transactions build. */
async function recordQueries(work: () => Promise<void>): Promise<Query[]> {
  const opened = store()
  // What a reader hides is there.
  const whole = opened.reader as Kysely<Tables>
  const queries: Query[] = []
  const nodes = new Map<RootOperationNode, Query>()
  const plugin: KyselyPlugin = {
    transformQuery: ({ node, queryId }) => {
      if (!nodes.has(node)) nodes.set(node, whole.getExecutor().compileQuery(node, queryId))
      return node
    },
    transformResult: async ({ result }) => result,
  }
  const recording: Store = {
    ...opened,
    reader: whole.withPlugin(plugin),
    rows: (on, text, parameters) => {
      queries.push({ sql: text, parameters })
      return opened.rows(on === recording.reader ? opened.reader : on, text, parameters)
    },
  }
  configureStore(recording)
  try {
    await work()
  } finally {
    configureStore(opened)
  }
  // Queries with a missing argument ran as prepared queries.
  const built = [...nodes.values()].filter(({ parameters }) => parameters.every(isValue))
  return [...queries, ...built]
}

const isValue = (parameter: unknown) => typeof parameter !== "object" || parameter === null

// The index of listed rooms contains no threads.
const SCANNED =
  /SCAN (rooms|memberships|messages|access)\b(?! USING (COVERING )?INDEX \w+_listed)|Seq Scan on (rooms|memberships|messages)\b/

/** The query, followed by the steps of its plan that scan a whole table. */
async function scansIn(query: Query): Promise<string[]> {
  const { dialect, reader, rows } = store()
  const explain = dialect === "sqlite" ? "explain query plan" : "explain"
  const plan = await rows(reader, `${explain} ${query.sql}`, query.parameters)
  const scans = plan.map((step) => JSON.stringify(step)).filter((step) => SCANNED.test(step))
  return scans.length > 0 ? [`${query.sql}: ${scans.join()}`] : []
}
