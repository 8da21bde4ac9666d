import { mkdtempSync, rmSync } from "node:fs"
import { dirname, join } from "node:path"
import { StoredContent } from "../driver/stored-content"
import { startHearth } from "../machine/hearth"
import type { Row } from "../report/row"
import { type LargeSeed, seedLargeAccount } from "../seed/large-account"
import type { BenchContext } from "./context"

export type LargeContext = BenchContext & { seed: LargeSeed }

/** Runs `measure` on a server of its own, seeded with a large account. */
export const withLargeAccount =
  (measure: (context: LargeContext) => Promise<Row | Row[]>) =>
  async (context: BenchContext): Promise<Row | Row[]> => {
    const storage = mkdtempSync(join(dirname(context.storage), "large-"))
    try {
      const seed = await seedLargeAccount(storage)
      const hearth = await startHearth(storage, context.cores)
      const stored = new StoredContent(storage)
      try {
        return await measure({ ...context, seed, storage, hearth, stored })
      } finally {
        stored.close()
        await hearth.stop()
      }
    } finally {
      rmSync(storage, { recursive: true, force: true })
    }
  }
