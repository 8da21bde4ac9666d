import { Database } from "bun:sqlite"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { boot } from "../../src/boot"
import { parseConfig } from "../../src/config"
import { SECRET } from "./scene"

const TRANSACTION_CONTROL = /^(begin|savepoint|release|commit|rollback|pragma)\b/i

/** Starts a server on SQLite in this process, whose queries can be counted. */
export async function startRecordedServer() {
  const { queries, stopRecording } = recordQueries()
  const storage = mkdtempSync(join(tmpdir(), "hearth-queries-"))
  const server = await boot(
    parseConfig({
      HOST: "127.0.0.1",
      PORT: "0",
      HEARTH_STORAGE: storage,
      SECRET_KEY_BASE: SECRET,
      LOG_LEVEL: "silent",
    }),
  )
  return {
    url: server.url,
    /** The queries that ran during `work`, without those that begin or end transactions. */
    async queriesOf(work: () => Promise<void>) {
      queries.length = 0
      await work()
      return queries.filter((sql) => !TRANSACTION_CONTROL.test(sql))
    },
    async stop() {
      await server.stop()
      stopRecording()
      rmSync(storage, { recursive: true, force: true })
    },
  }
}

/** Records every statement that this process runs on SQLite from now on. */
function recordQueries() {
  const queries: string[] = []
  const { prepare } = Database.prototype
  Object.defineProperty(Database.prototype, "prepare", {
    configurable: true,
    writable: true,
    value(this: Database, sql: string) {
      return new Proxy(prepare.call(this, sql), {
        get(statement, name) {
          const value: unknown = Reflect.get(statement, name, statement)
          if (typeof value !== "function") return value
          if (name === "all" || name === "get" || name === "run") queries.push(sql)
          return value.bind(statement)
        },
      })
    },
  })
  return {
    queries,
    stopRecording() {
      Database.prototype.prepare = prepare
    },
  }
}
