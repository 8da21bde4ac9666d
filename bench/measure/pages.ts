import { PageReader } from "../driver/reader"
import { get } from "../driver/request"
import { startBareServer } from "../machine/bare-server"
import { compare, type Row } from "../report/row"
import { alternate } from "./alternate"
import { connectClients } from "./clients"
import { type BenchContext, virtualUsers } from "./context"
import type { PageKind } from "./page-kinds"
import { recordPages } from "./recording"
import { openTabs } from "./subscribe"

const BUDGET = 0.8

/** A page that does not change, requested by all clients while tabs are open. */
export const measurePage =
  (kind: PageKind) =>
  async (context: BenchContext): Promise<Row> => {
    const { hearth, cores, pace } = context
    const readers = (server: { port: number }) =>
      virtualUsers(context, server).map((user, client) => {
        const { path, expected } = kind.page(context, client)
        return new PageReader(get(user, path), expected)
      })
    const bare = await startBareServer(cores, {
      pages: await recordPages(context, kind),
      reply: null,
    })
    const hearthTarget = await connectClients(hearth, readers(hearth))
    const bareTarget = await connectClients(bare, readers(bare))
    const tabs = await openTabs(context)
    try {
      return compare(kind.name, await alternate(hearthTarget, bareTarget, pace), BUDGET)
    } finally {
      hearthTarget.close()
      bareTarget.close()
      await bare.stop()
      tabs.close()
    }
  }
