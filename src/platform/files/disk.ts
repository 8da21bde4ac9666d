import { mkdir, open, rename, rm } from "node:fs/promises"
import { dirname, join } from "node:path"
import type { FileStorage } from "./storage"

/** Keeps files below `folder`, spread over folders by their keys, for no folder likes a million. */
export function diskFiles(folder: string): FileStorage {
  const pathOf = (key: string) => join(folder, key.slice(0, 2), key.slice(2, 4), key)

  async function place(key: string, from: string) {
    const path = pathOf(key)
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    await rename(from, path)
    await sync(dirname(path))
  }

  return {
    incoming: join(folder, "incoming"),
    async write(key, bytes) {
      const path = pathOf(key)
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      await writeThrough(`${path}.part`, bytes)
      await place(key, `${path}.part`)
    },
    take: place,
    async read(key) {
      const file = Bun.file(pathOf(key))
      return (await file.exists()) ? file : null
    },
    borrow: async (key) => ({ path: pathOf(key), async [Symbol.asyncDispose]() {} }),
    remove: (key) => rm(pathOf(key), { force: true }),
  }
}

async function writeThrough(path: string, bytes: Uint8Array) {
  const file = await open(path, "w", 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** That a file has a name is written in its folder. */
async function sync(folder: string) {
  const handle = await open(folder, "r")
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
