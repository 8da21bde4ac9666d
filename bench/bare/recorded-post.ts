import { Database } from "bun:sqlite"
import { postMessage, readBody } from "../../src/messages/message"
import { indexText } from "../../src/messages/search-index/index-text"
import { configureStore, openStore, type Store } from "../../src/platform/database/database"
import { reachRoom } from "../../src/rooms/room"

type Value = string | number | null

/** A parameter of the recorded post; all but constants differ from post to post. */
export type Parameter =
  | { is: "constant"; value: Value }
  | { is: "client message id" | "body" | "text" | "id" }
  /** `offset` microseconds after the time of the post. */
  | { is: "time"; offset: number }

/** One statement of a post. The one with `givesId` returns the id of the new message. */
export type RecordedStatement = { sql: string; parameters: Parameter[]; givesId: boolean }

type Call = { sql: string; parameters: Value[]; result: unknown }
type Posted = { id: number; created_at: number }

// The bare posts run in a transaction of their own.
const TRANSACTION_CONTROL = /^(begin|savepoint|release|commit)\b/
const HOUR = 3_600_000_000

/**
 * Posts a message and records the SQL that Hearth runs, so that the baseline always replays the
 * current statements.
 *
 * @param storage receives one message
 * @param html the message as the editor sends it
 */
export async function recordPost(
  storage: string,
  room: { id: number; name: string },
  person: { id: number; name: string },
  html = HTML,
): Promise<RecordedStatement[]> {
  const calls: Call[] = []
  const stop = recordCalls(calls)
  try {
    return await postAndParameterize(await openStore(storage, null), calls, room, person, html)
  } finally {
    stop()
  }
}

/** The same on the PostgreSQL database at `databaseUrl`. */
export async function recordPostgresPost(
  databaseUrl: string,
  room: { id: number; name: string },
  person: { id: number; name: string },
): Promise<RecordedStatement[]> {
  const store = await openStore("", databaseUrl)
  const calls: Call[] = []
  const recording: Store = {
    ...store,
    async rows(on, sql, parameters) {
      const result = await store.rows(on, sql, parameters)
      calls.push({ sql, parameters: parameters as Value[], result }) // as the queries bind them
      return result
    },
  }
  return postAndParameterize(recording, calls, room, person, HTML)
}

const HTML = "<p>Recorded for the bench</p>"

async function postAndParameterize(
  store: Store,
  calls: Call[],
  room: { id: number; name: string },
  person: { id: number; name: string },
  html: string,
) {
  configureStore(store)
  const text = indexText(readBody(html).text())
  const body = readBody(html)
  const client_message_id = crypto.randomUUID()
  try {
    const reached = await reachRoom(person, String(room.id))
    if (!reached) throw new Error(`${person.name} is not in ${room.name}`)
    calls.length = 0
    const author = { ...person, bio: null, updated_at: 0, role: "member" as const }
    await postMessage(reached, author, { client_message_id, body })
  } finally {
    configureStore(undefined)
    await store.close()
  }
  const content = { client_message_id, body: body.html, text }
  return parameterize(
    calls.filter(({ sql }) => !TRANSACTION_CONTROL.test(sql)),
    content,
  )
}

/** Records the parameters and results of every statement prepared from now on. */
function recordCalls(calls: Call[]) {
  const { prepare } = Database.prototype
  Object.defineProperty(Database.prototype, "prepare", {
    configurable: true,
    writable: true,
    value(this: Database, sql: string) {
      return recordStatement(prepare.call(this, sql), sql, calls)
    },
  })
  return () => {
    Database.prototype.prepare = prepare
  }
}

function recordStatement<Statement extends object>(
  statement: Statement,
  sql: string,
  calls: Call[],
) {
  return new Proxy(statement, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target)
      if (typeof value !== "function") return value
      if (name !== "all" && name !== "run") return value.bind(target)
      return (...parameters: Value[]) => {
        const result: unknown = value.apply(target, parameters)
        calls.push({ sql, parameters, result })
        return result
      }
    },
  })
}

type Content = { client_message_id: string; body: string; text: string }

function parameterize(calls: Call[], content: Content): RecordedStatement[] {
  const storing = calls.find(({ result }) => findPosted(result, content) !== null)
  const posted = findPosted(storing?.result, content)
  if (!posted) throw new Error("No statement of the post returns the new message")
  return calls.map((call) => ({
    sql: call.sql,
    parameters: call.parameters.map((value) => toParameter(value, posted, content)),
    givesId: call === storing,
  }))
}

function toParameter(value: Value, { id, created_at }: Posted, content: Content): Parameter {
  if (value === content.client_message_id) return { is: "client message id" }
  if (value === content.body) return { is: "body" }
  if (value === content.text) return { is: "text" }
  if (value === id) return { is: "id" }
  if (typeof value === "number" && Math.abs(value - created_at) < HOUR)
    return { is: "time", offset: value - created_at }
  return { is: "constant", value }
}

function findPosted(result: unknown, { client_message_id }: Content): Posted | null {
  if (!Array.isArray(result)) return null
  const [row]: unknown[] = result
  return isPosted(row, client_message_id) ? row : null
}

const isPosted = (row: unknown, client_message_id: string): row is Posted =>
  typeof row === "object" &&
  row !== null &&
  "client_message_id" in row &&
  row.client_message_id === client_message_id
