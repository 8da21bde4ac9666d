import { Database } from "bun:sqlite"
import { afterAll, describe, expect, test } from "bun:test"
import { mkdirSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Kysely, Migrator, sql } from "kysely"
import { freshPostgres } from "../../test/support/postgres"
import { reachMessage } from "../messages/message"
import { bunSqliteDialect } from "../platform/database/bun-sqlite-dialect"
import {
  configureStore,
  type Dialect,
  database,
  openStore,
  type Tables,
} from "../platform/database/database"
import { migrations } from "../platform/database/migrations/all"
import { kyselyWithTransactions } from "../platform/database/postgres/bun-postgres-dialect"
import { closePool, openMigrationPool } from "../platform/database/postgres/pool"
import { workOff } from "../platform/jobs/job"
import { listedRooms } from "../rooms/room"
import { findMessages, parseQuery } from "../searches/search"
import { wire } from "../wiring"
import { followedThreads, unreadThreads } from "./thread"

const [ADA, BEA] = [{ id: 1 }, { id: 2 }]
const SIGN = "\uE000"

const folders: string[] = []
afterAll(() => {
  configureStore(undefined)
  for (const folder of folders) rmSync(folder, { recursive: true })
})

// Ids are given in order from 1: the hall, a direct room, a board that Bea has left; messages 1 to 7.
const DATA = [
  "insert into users (name, created_at, updated_at) values ('Ada', 1, 1), ('Bea', 2, 2)",
  `insert into rooms (type, name, creator_id, direct_key, created_at, updated_at) values
    ('open', 'Hall', 1, null, 1, 60), ('direct', null, 1, '1,2', 2, 61), ('closed', 'Board', 1, null, 3, 62)`,
  `insert into memberships (room_id, user_id, involvement, unread_at, created_at, updated_at) values
    (1, 1, 'mentions', 44, 1, 1), (1, 2, 'mentions', null, 1, 1),
    (2, 1, 'everything', null, 1, 1), (2, 2, 'everything', null, 1, 1), (3, 1, 'mentions', null, 1, 1)`,
  "insert into blobs (key, filename, content_type, byte_size, created_at, updated_at) values ('k', 'key.txt', 'text/plain', 3, 1, 1)",
  `insert into messages (room_id, creator_id, client_message_id, body, thread_id, attachment_id, created_at, updated_at) values
    (1, 1, 'a', 'Who has the key?', null, null, 10, 55), (1, 2, 'b', 'Morning', null, null, 11, 11),
    (2, 1, 'c', 'Dinner?', null, null, 12, 56), (3, 2, 'd', 'Agenda', null, null, 13, 13),
    (1, 2, 'e', 'I have the key', 1, null, 50, 51), (1, 1, 'f', '', 1, 1, 52, 53), (2, 2, 'g', 'At eight', 3, null, 54, 54)`,
  `insert into thread_memberships (message_id, user_id, involvement, unread_at, created_at, updated_at) values
    (1, 1, 'everything', 50, 50, 50), (1, 2, 'everything', null, 50, 50),
    (3, 1, 'everything', 54, 54, 54), (3, 2, 'nothing', null, 54, 54),
    (4, 1, 'nothing', null, 57, 57), (4, 2, 'everything', 58, 58, 58)`,
  "insert into thread_presences (id, message_id, user_id, seen_at) values ('tab', 1, 1, 59)",
  "insert into boosts (message_id, booster_id, content, created_at, updated_at) values (5, 1, 'Yes', 51, 51)",
  "insert into pins (message_id, user_id, room_id, created_at, updated_at) values (5, 1, 1, 51, 51)",
  "insert into saved_messages (message_id, user_id, created_at, updated_at) values (5, 1, 51, 51)",
  "insert into message_versions (message_id, author_id, body, created_at, updated_at) values (5, 2, 'I had it', 51, 51)",
  `insert into search_entries (rowid, text, marks) values
    (1, 'who has the key', '${SIGN}in1 ${SIGN}by1'), (5, 'i have the key', '${SIGN}in1 ${SIGN}by2'),
    (6, 'key txt', '${SIGN}in1 ${SIGN}by1 ${SIGN}hasfile'), (7, 'at eight', '${SIGN}in2 ${SIGN}by2')`,
]

describe.each(["sqlite", "postgres"] as const)(
  "threads of the third migration, on %s",
  (dialect) => {
    test("become rooms with all of their data", async () => {
      const store = await migratedFromThird(dialect)
      configureStore(store)
      wire()
      await workOff()

      const all = await database().selectFrom("rooms").selectAll().orderBy("id").execute()
      expect(all.map(({ id, access_room_id }) => [id, access_room_id])).toEqual([
        [1, 1],
        [2, 2],
        [3, 3],
        [4, 1],
        [5, 2],
        [6, 3],
      ])
      expect(all.slice(3)).toMatchObject([
        { type: "thread", root_room_id: 1, parent_message_id: 1, creator_id: 1, updated_at: 53 },
        { type: "thread", root_room_id: 2, parent_message_id: 3, creator_id: 1, updated_at: 54 },
        { type: "thread", root_room_id: 3, parent_message_id: 4, creator_id: 2, updated_at: 13 },
      ])

      const messages = await database().selectFrom("messages").selectAll().orderBy("id").execute()
      expect(messages.map(({ room_id }) => room_id)).toEqual([1, 1, 2, 3, 4, 4, 5])
      expect(messages[4]).toEqual({
        id: 5,
        room_id: 4,
        creator_id: 2,
        client_message_id: "e",
        body: "I have the key",
        attachment_id: null,
        edited_at: null,
        created_at: 50,
        updated_at: 51,
      })
      expect(messages[5]).toMatchObject({ attachment_id: 1 })

      const followers = await database()
        .selectFrom("memberships")
        .select(["room_id", "user_id", "access_room_id", "involvement", "unread_at"])
        .where("access_room_id", "is not", null)
        .orderBy("room_id")
        .orderBy("user_id")
        .execute()
      expect(followers.map((one) => Object.values(one))).toEqual([
        [4, 1, 1, "everything", 50],
        [4, 2, 1, "everything", null],
        [5, 1, 2, "everything", 54],
        [5, 2, 2, "nothing", null],
        [6, 1, 3, "nothing", null],
      ])
      expect(await listedRooms(ADA).select("rooms.id").orderBy("rooms.id").execute()).toEqual([
        { id: 1 },
        { id: 2 },
        { id: 3 },
      ])

      for (const table of ["boosts", "pins", "saved_messages", "message_versions"] as const)
        expect(await database().selectFrom(table).select("message_id").execute()).toEqual([
          { message_id: 5 },
        ])
      expect(await database().selectFrom("pins").select("room_id").execute()).toEqual([
        { room_id: 1 },
      ])

      expect(await unreadThreads(ADA)).toEqual([3, 1])
      expect((await followedThreads(ADA, null)).threads).toMatchObject([
        { id: 3, next_id: 7, room: { id: 2, name: "Bea" }, summary: { count: 1 } },
        { id: 1, next_id: 5, room: { id: 1, name: "Hall" }, summary: { count: 2 } },
      ])
      expect(await reachMessage(BEA, "6")).toMatchObject({ room_id: 4 })
      expect(await reachMessage(BEA, "4")).toBeNull()
      expect(await found(BEA, "key")).toEqual([1, 5, 6])
      expect(await found(BEA, "in:hall key")).toEqual([1, 5, 6])
      expect(await found(ADA, "has:file")).toEqual([6])

      const tables = (await store.reading.introspection.getTables()).map(({ name }) => name)
      expect(tables.filter((name) => name.startsWith("thread_"))).toEqual([])
      await store.close()
    })
  },
)

async function found(person: { id: number }, typed: string) {
  const { results } = await findMessages(person, { query: parseQuery(typed), zone: "UTC" })
  return results.map(({ id }) => id)
}

async function migratedFromThird(dialect: Dialect) {
  const folder = mkdtempSync(join(tmpdir(), "hearth-threads-"))
  folders.push(folder)
  const url = dialect === "postgres" ? await freshPostgres() : null
  if (url) {
    const pool = openMigrationPool(url)
    await fillThird(kyselyWithTransactions(pool), dialect)
    await closePool(pool)
  } else {
    mkdirSync(join(folder, "db"))
    const sqlite = new Database(join(folder, "db/hearth.sqlite3"), { strict: true })
    sqlite.exec("PRAGMA foreign_keys = ON")
    const db = new Kysely<Tables>({ dialect: bunSqliteDialect(sqlite) })
    await fillThird(db, dialect)
    await db.destroy()
  }
  const opened = await openStore(folder, url)
  await opened.migrate()
  return opened
}

async function fillThird(db: Kysely<Tables>, dialect: Dialect) {
  const provider = { getMigrations: async () => migrations(dialect) }
  const { error } = await new Migrator({ db, provider }).migrateTo("0003-messages-in-full")
  if (error) throw error
  for (const statement of DATA) await sql.raw(statement).execute(db)
}
