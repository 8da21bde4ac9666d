import { cpSync, mkdtempSync, rmSync } from "node:fs"
import { dirname, join } from "node:path"

/** Runs `work` on a temporary copy of the storage directory, made beside it. */
export async function withCopy<T>(storage: string, work: (copy: string) => Promise<T>): Promise<T> {
  const copy = mkdtempSync(join(dirname(storage), "copy-"))
  cpSync(storage, copy, { recursive: true })
  try {
    return await work(copy)
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}
