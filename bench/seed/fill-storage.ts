import { parseConfig } from "../../src/config"
import { configureStore, openStore } from "../../src/platform/database/database"
import { configureSecret } from "../../src/platform/http/signed"
import { loadSecret } from "../../src/platform/secrets"

/** Makes a fresh database in `storage` and has `fill` write into it. */
export async function fillStorage<T>(storage: string, fill: () => Promise<T>): Promise<T> {
  const config = parseConfig({ HEARTH_STORAGE: storage })
  configureSecret(loadSecret(config))
  const store = await openStore(storage, null)
  await store.migrate()
  configureStore(store)
  try {
    return await fill()
  } finally {
    configureStore(undefined)
    await store.close()
  }
}
