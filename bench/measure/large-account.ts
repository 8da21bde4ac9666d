import { mkdtempSync, rmSync } from "node:fs"
import { dirname, join } from "node:path"
import { RoomLog } from "../driver/stored-content"
import { startHearth } from "../machine/hearth"
import type { Row } from "../report/row"
import { type LargeSeed, seedLargeAccount } from "../seed/large-account"
import type { Scene } from "./context"

export type LargeScene = Scene & { seed: LargeSeed }

/** Has `measure` work with a server of its own, on the chat of a company. */
export const inLargeAccount =
  (measure: (scene: LargeScene) => Promise<Row | Row[]>) =>
  async (scene: Scene): Promise<Row | Row[]> => {
    const storage = mkdtempSync(join(dirname(scene.storage), "large-"))
    try {
      const seed = await seedLargeAccount(storage)
      const hearth = await startHearth(storage, scene.cores)
      const log = new RoomLog(storage)
      try {
        return await measure({ ...scene, seed, storage, hearth, log })
      } finally {
        log.close()
        await hearth.stop()
      }
    } finally {
      rmSync(storage, { recursive: true, force: true })
    }
  }
