import { mkdir, open, rename, rm } from "node:fs/promises"
import { dirname, join } from "node:path"
import type { FileStorage } from "./storage"

/** Keeps files below `folder`, spread over folders by their keys, for no folder likes a million. */
export function diskFiles(folder: string): FileStorage {
  const pathOf = (key: string) => join(folder, key.slice(0, 2), key.slice(2, 4), key)

  return {
    async write(key, bytes) {
      const path = pathOf(key)
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      await writeThrough(`${path}.part`, bytes)
      await rename(`${path}.part`, path)
    },
    async read(key) {
      const file = Bun.file(pathOf(key))
      return (await file.exists()) ? file : null
    },
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
