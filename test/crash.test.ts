import { expect, test } from "bun:test"
import {
  type Argument,
  configureStore,
  database,
  openStore,
  prepared,
} from "../src/platform/database/database"
import { signedInClient } from "./support/hearth"
import type { HttpClient } from "./support/http-client"
import { createMember, SECRET, scene } from "./support/scene"
import { type Server, startServer } from "./support/server"
import { eventually } from "./support/timeouts"

const WRITERS = 16
const ROUNDS = 3
/** Enough for many commits before the kill. */
const ACKNOWLEDGED = 150

type Draft = { id: string; body: string }

test("when the server is killed while 16 writers post, every acknowledged message and its search entry exist exactly once after the restart", async () => {
  await using server = await startServer({ env: { SECRET_KEY_BASE: SECRET } })
  const { writers, path } = await withRows(server, async () => {
    const { hall } = await scene()
    const names = Array.from({ length: WRITERS }, (_, index) => `Writer ${index}`)
    const people = await Promise.all(names.map((name) => createMember(name)))
    const writers = await Promise.all(people.map((person) => signedInClient(server, person)))
    return { writers, path: `/rooms/${hall.id}/messages` }
  })
  const sent: Draft[] = []
  const acknowledged: Draft[] = []

  for (let round = 1; round <= ROUNDS; round++) {
    const goal = acknowledged.length + ACKNOWLEDGED
    let alive = true
    const loops = writers.map(async (writer, index) => {
      for (let count = 0; alive; count++) {
        const id = `r${round}-w${index}-${count}`
        const draft = { id, body: `draft ${round} ${index} ${count}` }
        sent.push(draft)
        if (await post(writer, path, draft)) acknowledged.push(draft)
      }
    })
    await eventually(() => acknowledged.length >= goal, `${goal} acknowledged messages`)

    await server.kill("SIGKILL")
    alive = false
    await Promise.all(loops)
    await server.start()

    await withRows(server, () => expectAllOnce(acknowledged, sent))
    await sendAgain(writers, path, sent, acknowledged)
    await withRows(server, () => expectAllOnce(sent, sent))
  }
})

/** @returns whether the server acknowledged the message */
async function post(writer: HttpClient, path: string, { id, body }: Draft) {
  try {
    const form = { "message[body]": body, "message[client_message_id]": id }
    const response = await writer.post(path, form)
    const stream = await response.text()
    return response.status === 200 && stream.includes(`id="message_${id}"`)
  } catch {
    return false
  }
}

async function expectAllOnce(acknowledged: Draft[], sent: Draft[]) {
  const rows = await stored({ like: "draft %" })
  const bodies = new Map(rows.map((row) => [row.client_message_id, row.body]))

  expect(bodies.size).toBe(rows.length)
  expect(acknowledged.filter(({ id, body }) => bodies.get(id) !== body)).toEqual([])
  // Some were stored without an acknowledgement; none are unknown.
  const ids = new Set(sent.map(({ id }) => id))
  expect(rows.filter((row) => !ids.has(row.client_message_id))).toEqual([])
  expect(rows.filter(({ body, text }) => text !== body)).toEqual([])
  expect(await searchEntries()).toBe(rows.length)
}

/** Sends unacknowledged messages again, as browsers do. */
async function sendAgain(
  writers: HttpClient[],
  path: string,
  sent: Draft[],
  acknowledged: Draft[],
) {
  const known = new Set(acknowledged)
  for (const draft of sent.filter((draft) => !known.has(draft))) {
    const writer = writers[Number(/-w(\d+)-/.exec(draft.id)?.[1])]
    expect(writer && (await post(writer, path, draft))).toBe(true)
    acknowledged.push(draft)
  }
}

/** Opens the store only briefly: an open database would hide the recovery after the kill. */
async function withRows<T>(server: Server, work: () => Promise<T>) {
  const store = await openStore(server.storage, null)
  configureStore(store)
  try {
    return await work()
  } finally {
    configureStore(undefined)
    await store.close()
  }
}

const stored = prepared((db, argument: Argument<{ like: string }>) =>
  db
    .selectFrom("messages")
    .leftJoin("search_entries", "search_entries.rowid", "messages.id")
    .where("messages.body", "like", argument("like"))
    .select(["messages.client_message_id", "messages.body", "search_entries.text"]),
)

async function searchEntries() {
  const { count } = await database()
    .selectFrom("search_entries")
    .select((row) => row.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow()
  return Number(count)
}
