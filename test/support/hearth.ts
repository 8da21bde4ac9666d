/** A running Hearth whose rows the test can reach too, as another process on the same database. */

import { join } from "node:path"
import {
  configureStore,
  openStore,
  type Store,
  transaction,
} from "../../src/platform/database/database"
import { configureFiles, diskFiles } from "../../src/platform/files/file"
import { configureSecret } from "../../src/platform/http/signed"
import { sessionCookie, startSession } from "../../src/sessions/session"
import type { User } from "../../src/users/user"
import { Visitor } from "./http-client"
import { freshPostgres } from "./postgres"
import { SECRET } from "./scene"
import { type Server, type ServerOptions, startServer } from "./server"

const HERE = { ip_address: "127.0.0.1", user_agent: "HearthTest/1.0" }

/** The model of this process works on the house that was opened last. */
const open: Store[] = []

export type House = Awaited<ReturnType<typeof openHouse>>

/** A browser in which `person` is signed in. */
export async function signedIn(server: Server, person: User) {
  configureSecret(SECRET)
  const session = await transaction((trx) => startSession(trx, person, HERE))
  const visitor = new Visitor(server)
  visitor.cookies.set("session_token", sessionCookie(session.token))
  return Object.assign(visitor, { session })
}

/** Starts a server on an empty database, in which `scene` and its like may be set. */
export async function openHouse({ database = "sqlite", env = {} }: ServerOptions = {}) {
  const databaseUrl = database === "postgres" ? await freshPostgres() : ""
  const server = await startServer({
    env: { SECRET_KEY_BASE: SECRET, DATABASE_URL: databaseUrl, ...env },
  })
  const store = await openStore(server.storage, databaseUrl || null)
  open.push(store)
  configureStore(store)
  configureFiles(diskFiles(join(server.storage, "files")))

  async function close() {
    open.splice(open.indexOf(store), 1)
    configureStore(open.at(-1))
    await store.close()
    await server.stop()
  }

  return {
    server,
    store,
    close,
    stranger: () => new Visitor(server),
    visitor: (person: User) => signedIn(server, person),
    [Symbol.asyncDispose]: close,
  }
}
