/** A running server and the model in the test process, both on one database. */

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
import { HttpClient } from "./http-client"
import { freshPostgres } from "./postgres"
import { SECRET } from "./scene"
import { type ServerOptions, startServer } from "./server"

const DEVICE = { ip_address: "127.0.0.1", user_agent: "HearthTest/1.0" }

/** The model in this process uses the store that was opened last. */
const open: Store[] = []

export type Hearth = Awaited<ReturnType<typeof openHearth>>

/** A client that is signed in as `person`. */
export async function signedInClient(server: { url: string }, person: User) {
  configureSecret(SECRET)
  const session = await transaction((trx) => startSession(trx, person, DEVICE))
  const client = new HttpClient(server)
  client.cookies.set("session_token", sessionCookie(session.token))
  return Object.assign(client, { session })
}

/** Starts a server on an empty database, to be filled with `scene` and the other fixtures. */
export async function openHearth({ database = "sqlite", env = {} }: ServerOptions = {}) {
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
    anonymousClient: () => new HttpClient(server),
    clientFor: (person: User) => signedInClient(server, person),
    [Symbol.asyncDispose]: close,
  }
}
