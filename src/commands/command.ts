import { mkdirSync } from "node:fs"
import type { Config } from "../config"
import { configureStore, openStore } from "../platform/database/database"
import { configureSecret } from "../platform/http/signed"
import { loadSecret } from "../platform/secrets"

/** Runs `work` on the database that `config` names, migrated, and closes it. */
export async function withStorage<T>(config: Config, work: () => Promise<T>): Promise<T> {
  mkdirSync(config.storage, { recursive: true, mode: 0o700 })
  configureSecret(loadSecret(config))
  const store = await openStore(config.storage, config.databaseUrl)
  try {
    await store.migrate()
    configureStore(store)
    return await work()
  } finally {
    configureStore(undefined)
    await store.close()
  }
}

/** One word after `bin/hearth`. */
export type Command = {
  name: string
  /** What it does, in one line of `bin/hearth --help`. */
  summary: string
  /** @throws {CommandError} */
  run(config: Config): Promise<void>
}

/** What a command could not do, and what to do instead, in a sentence for the person who ran it. */
export class CommandError extends Error {}
