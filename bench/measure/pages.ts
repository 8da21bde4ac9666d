import { PageReader } from "../driver/reader"
import { get } from "../driver/request"
import { startBareServer } from "../machine/bare-server"
import { compare, type Row } from "../report/row"
import { alternate } from "./alternate"
import { connectClients } from "./clients"
import { type BenchContext, virtualUsers } from "./context"
import type { PageKind } from "./page-kinds"
import { recordPages } from "./recording"

const BUDGET = 0.8

/** A page that stays as it is, asked for by everybody all the time. */
export const measurePage =
  (kind: PageKind) =>
  async (context: BenchContext): Promise<Row> => {
    const { hearth, cores, pace } = context
    const readers = (server: { port: number }) =>
      virtualUsers(context, server).map((asker, client) => {
        const { path, expected } = kind.page(context, client)
        return new PageReader(get(asker, path), expected)
      })
    const bare = await startBareServer(cores, {
      pages: await recordPages(context, kind),
      reply: null,
    })
    const ours = await connectClients(hearth, readers(hearth))
    const theirs = await connectClients(bare, readers(bare))
    try {
      return compare(kind.name, await alternate(ours, theirs, pace), BUDGET)
    } finally {
      ours.close()
      theirs.close()
      await bare.stop()
    }
  }
