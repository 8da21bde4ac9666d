import { mkdtempSync, rmSync } from "node:fs"
import { dirname, join } from "node:path"
import { StoredContent } from "../driver/stored-content"
import { startHearth } from "../machine/hearth"
import type { Row } from "../report/row"
import { seed } from "../seed/seed"
import type { BenchContext } from "./context"

/** Runs `measure` on a server whose seed has a huge room; skipped without `--big`. */
export async function withHugeRoom(
  context: BenchContext,
  measure: (huge: BenchContext) => Promise<Row[]>,
): Promise<Row[]> {
  if (context.huge === null) return []
  const storage = mkdtempSync(join(dirname(context.storage), "huge-"))
  const seeded = await seed(storage, context.huge)
  const hearth = await startHearth(storage, context.cores)
  const stored = new StoredContent(storage)
  try {
    return await measure({ ...context, seed: seeded, storage, hearth, stored })
  } finally {
    stored.close()
    await hearth.stop()
    rmSync(storage, { recursive: true, force: true })
  }
}
