import { GrowingPage, GrowingPageReader } from "../driver/growing-page"
import { MixedWorkload } from "../driver/mixed-workload"
import { Poster, ReplyPoster } from "../driver/poster"
import { PageReader } from "../driver/reader"
import { get } from "../driver/request"
import { startBareServer } from "../machine/bare-server"
import { compare, type Row } from "../report/row"
import { alternate } from "./alternate"
import { connectClients } from "./clients"
import { type BenchContext, virtualUsers } from "./context"
import type { PageKind } from "./page-kinds"
import { recordPages, recordReply } from "./recording"
import { openTabs } from "./subscribe"

const BUDGET = 0.5
/** Every twentieth request posts: 5 %. */
const EVERY = 20

/** A page under writes: every client also posts to the busy room. */
export const measureMixed =
  (kind: PageKind) =>
  async (context: BenchContext): Promise<Row> => {
    const { hearth, cores, pace } = context
    const reply = await recordReply(context)
    const bare = await startBareServer(cores, { pages: await recordPages(context, kind), reply })
    const bareTarget = await connectClients(bare, bareWorkloads(context, kind, bare, reply.body))
    const { workloads, check } = hearthWorkloads(context, kind)
    const hearthTarget = await connectClients(hearth, workloads, check)
    const tabs = await openTabs(context)
    try {
      const pairs = await alternate(hearthTarget, bareTarget, pace)
      return compare(`${kind.name}, 5 % of requests post`, pairs, BUDGET)
    } finally {
      hearthTarget.close()
      bareTarget.close()
      await bare.stop()
      tabs.close()
    }
  }

function hearthWorkloads(context: BenchContext, kind: PageKind) {
  const growing = new GrowingPage(context.stored.newestIds(context.seed.busy))
  const workloads = virtualUsers(context, context.hearth).map((user, client) => {
    const { path, expected } = kind.page(context, client)
    const reader = kind.showsPosts
      ? new GrowingPageReader(growing, user)
      : new PageReader(get(user, path), expected)
    return new MixedWorkload(reader, new Poster(user, (id) => growing.addPosted(id)), EVERY, client)
  })
  return { workloads, check: () => growing.check() }
}

/** The bare server always sends the recorded pages and the recorded reply. */
function bareWorkloads(
  context: BenchContext,
  kind: PageKind,
  bare: { port: number },
  reply: Uint8Array,
) {
  return virtualUsers(context, bare).map((user, client) => {
    const { path, expected } = kind.page(context, client)
    const reader = new PageReader(get(user, path), expected)
    return new MixedWorkload(reader, new ReplyPoster(user, reply), EVERY, client)
  })
}
