import { mkdtempSync, rmSync } from "node:fs"
import { dirname, join } from "node:path"
import { RoomLog } from "../driver/stored-content"
import { startHearth } from "../machine/hearth"
import type { Row } from "../report/row"
import { seed } from "../seed/seed"
import type { Scene } from "./context"

/** Measures where very much was said, if such a place is to be measured at all. */
export async function withHugeRoom(
  scene: Scene,
  measure: (huge: Scene) => Promise<Row[]>,
): Promise<Row[]> {
  if (scene.huge === null) return []
  const storage = mkdtempSync(join(dirname(scene.storage), "huge-"))
  const seeded = await seed(storage, scene.huge)
  const hearth = await startHearth(storage, scene.cores)
  const log = new RoomLog(storage)
  try {
    return await measure({ ...scene, seed: seeded, storage, hearth, log })
  } finally {
    log.close()
    await hearth.stop()
    rmSync(storage, { recursive: true, force: true })
  }
}
