import { mkdir, open, rename, rm } from "node:fs/promises"
import { dirname, join } from "node:path"
import type { FileStorage } from "./storage"

/** Stores files below `folder`, in subfolders by key: a folder with a million files is slow. */
export function diskFiles(folder: string): FileStorage {
  const pathOf = (key: string) => join(folder, key.slice(0, 2), key.slice(2, 4), key)

  async function moveTo(key: string, from: string) {
    const path = pathOf(key)
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    await rename(from, path)
    await syncFolder(dirname(path))
  }

  return {
    incoming: join(folder, "incoming"),
    async write(key, bytes) {
      const path = pathOf(key)
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      await writeDurably(`${path}.part`, bytes)
      await moveTo(key, `${path}.part`)
    },
    take: moveTo,
    async read(key) {
      const file = Bun.file(pathOf(key))
      return (await file.exists()) ? file : null
    },
    borrow: async (key) => ({ path: pathOf(key), async [Symbol.asyncDispose]() {} }),
    remove: (key) => rm(pathOf(key), { force: true }),
  }
}

async function writeDurably(path: string, bytes: Uint8Array) {
  const file = await open(path, "w", 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** fsyncs the folder: without it, a rename may not survive a power cut. */
async function syncFolder(folder: string) {
  const handle = await open(folder, "r")
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
