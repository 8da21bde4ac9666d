import { Database } from "bun:sqlite"
import { postMessage } from "../../src/messages/message"
import { searchText } from "../../src/messages/search-index/search-entry"
import { configureStore, openStore } from "../../src/platform/database/database"

type Value = string | number | null

/** A parameter of one post's, to be filled in for others. */
export type Parameter =
  | { is: "constant"; value: Value }
  | { is: "client message id" | "body" | "text" | "id" }
  /** So many microseconds from the time of the post. */
  | { is: "time"; offset: number }

/** One statement of a post. The one that stores the message gives the id that others need. */
export type RecordedStatement = { sql: string; parameters: Parameter[]; givesId: boolean }

type Call = { sql: string; parameters: Value[]; result: unknown }
type Posted = { id: number; created_at: number }

const DRAFT = { client_message_id: "recorded-for-the-bench", body: "<p>Recorded for the bench</p>" }
const TEXT = searchText(DRAFT.body)

// What holds a transaction together: the bare posts have their own.
const TRANSACTION_CONTROL = /^(begin|savepoint|release|commit)\b/
const HOUR = 3_600_000_000

/**
 * What Hearth says to SQLite when it stores a message, taken down while it does, so that the bare
 * posts are always Hearth's own.
 *
 * @param storage is posted into, once
 */
export async function recordPost(
  storage: string,
  room: { id: number; name: string },
  person: { id: number; name: string },
): Promise<RecordedStatement[]> {
  const store = await openStore(storage, null)
  configureStore(store)
  const calls: Call[] = []
  const stop = recordCalls(calls)
  try {
    const author = { ...person, bio: null, updated_at: 0 }
    await postMessage({ ...room, display_name: room.name }, author, DRAFT, "http://127.0.0.1")
  } finally {
    stop()
    configureStore(undefined)
    await store.close()
  }
  return parameterize(calls.filter(({ sql }) => !TRANSACTION_CONTROL.test(sql)))
}

/** Has every statement that is prepared from now on note what it runs with. */
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

function parameterize(calls: Call[]): RecordedStatement[] {
  const storing = calls.find(({ result }) => findPosted(result) !== null)
  const posted = findPosted(storing?.result)
  if (!posted) throw new Error("No statement of a post gives the message that it stored")
  return calls.map((call) => ({
    sql: call.sql,
    parameters: call.parameters.map((value) => toParameter(value, posted)),
    givesId: call === storing,
  }))
}

function toParameter(value: Value, { id, created_at }: Posted): Parameter {
  if (value === DRAFT.client_message_id) return { is: "client message id" }
  if (value === DRAFT.body) return { is: "body" }
  if (value === TEXT) return { is: "text" }
  if (value === id) return { is: "id" }
  if (typeof value === "number" && Math.abs(value - created_at) < HOUR)
    return { is: "time", offset: value - created_at }
  return { is: "constant", value }
}

function findPosted(result: unknown): Posted | null {
  if (!Array.isArray(result)) return null
  const [row]: unknown[] = result
  return isPosted(row) ? row : null
}

const isPosted = (row: unknown): row is Posted =>
  typeof row === "object" &&
  row !== null &&
  "client_message_id" in row &&
  row.client_message_id === DRAFT.client_message_id
