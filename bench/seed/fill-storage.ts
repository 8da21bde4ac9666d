import { parseConfig } from "../../src/config"
import { openStore, useStore } from "../../src/platform/database/database"
import { useSecret } from "../../src/platform/http/signed"
import { loadSecret } from "../../src/platform/secrets"

/** Makes a fresh database in `storage` and has `fill` write into it. */
export async function fillStorage<T>(storage: string, fill: () => Promise<T>): Promise<T> {
  const config = parseConfig({ HEARTH_STORAGE: storage })
  useSecret(loadSecret(config))
  const store = await openStore(storage, null)
  await store.migrate()
  useStore(store)
  try {
    return await fill()
  } finally {
    useStore(undefined)
    await store.close()
  }
}
