import { afterEach, beforeEach, expect, test } from "bun:test"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Client, serveCable } from "../../../test/support/cable-server"
import { createMessage, scene } from "../../../test/support/scene"
import { recordStatements } from "../../../test/support/statements"
import { subscribeLocal } from "../../platform/cable/cable"
import { configureStore, openStore, type Store } from "../../platform/database/database"
import { ROOM_ACTIVITY } from "../streams"
import { broadcastUnread } from "./unread-broadcast"

let folder: string
let store: Store
let cable: ReturnType<typeof serveCable>
let recorded: ReturnType<typeof recordStatements>

beforeEach(async () => {
  recorded = recordStatements()
  folder = mkdtempSync(join(tmpdir(), "hearth-unread-"))
  store = await openStore(folder, null)
  await store.migrate()
  configureStore(store)
  cable = serveCable()
  subscribeLocal(ROOM_ACTIVITY, broadcastUnread)
})

afterEach(async () => {
  await cable.stop()
  configureStore(undefined)
  await store.close()
  recorded[Symbol.dispose]()
  rmSync(folder, { recursive: true })
})

test("messages of one commit read the unread marks of the connected people once", async () => {
  const { ada, bea, hall } = await scene()
  await Client.connect(cable.host, `user=${bea.id}`)
  recorded.statements.length = 0

  await Promise.all(["One", "Two", "Three"].map((body) => createMessage(hall, ada, body)))
  await new Promise(setImmediate)

  const reads = recorded.statements.filter((sql) =>
    /^select .*"unread_at" from "memberships"/.test(sql),
  )
  expect(reads).toHaveLength(1)
})
