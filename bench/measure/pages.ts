import { Reader } from "../driver/reader"
import { get } from "../driver/request"
import { startBareServer } from "../machine/bare-server"
import { compare, type Row } from "../report/row"
import { alternate } from "./alternate"
import { driven } from "./clients"
import { askers, type Scene } from "./context"
import type { Kind } from "./page-kinds"
import { recordPages } from "./recording"

const BUDGET = 0.8

/** A page that stays as it is, asked for by everybody all the time. */
export const measurePage =
  (kind: Kind) =>
  async (scene: Scene): Promise<Row> => {
    const { hearth, cores, pace } = scene
    const readers = (server: { port: number }) =>
      askers(scene, server).map((asker, client) => {
        const { path, expected } = kind.page(scene, client)
        return new Reader(get(asker, path), expected)
      })
    const bare = await startBareServer(cores, {
      pages: await recordPages(scene, kind),
      reply: null,
    })
    const ours = await driven(hearth, readers(hearth))
    const theirs = await driven(bare, readers(bare))
    try {
      return compare(kind.name, await alternate(ours, theirs, pace), BUDGET)
    } finally {
      ours.close()
      theirs.close()
      await bare.stop()
    }
  }
