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

const BUDGET = 0.5
/** Of so many requests one posts: 5 %. */
const EVERY = 20

/** A page while people talk: whoever asks for it posts in the busy room now and then. */
export const measureMixed =
  (kind: PageKind) =>
  async (context: BenchContext): Promise<Row> => {
    const { hearth, cores, pace } = context
    const reply = await recordReply(context)
    const bare = await startBareServer(cores, { pages: await recordPages(context, kind), reply })
    const theirs = await connectClients(bare, bareWorkloads(context, kind, bare, reply.body))
    const { parts, check } = hearthWorkloads(context, kind)
    const ours = await connectClients(hearth, parts, check)
    try {
      const pairs = await alternate(ours, theirs, pace)
      return compare(`${kind.name}, 5 % of requests post`, pairs, BUDGET)
    } finally {
      ours.close()
      theirs.close()
      await bare.stop()
    }
  }

function hearthWorkloads(context: BenchContext, kind: PageKind) {
  const talk = new GrowingPage(context.stored.newestIds(context.seed.busy))
  const parts = virtualUsers(context, context.hearth).map((asker, client) => {
    const { path, expected } = kind.page(context, client)
    const reader = kind.showsPosts
      ? new GrowingPageReader(talk, asker)
      : new PageReader(get(asker, path), expected)
    return new MixedWorkload(reader, new Poster(asker, (id) => talk.addPosted(id)), EVERY, client)
  })
  return { parts, check: () => talk.check() }
}

/** The bare server's pages stay as they were recorded, and so does its reply. */
function bareWorkloads(
  context: BenchContext,
  kind: PageKind,
  bare: { port: number },
  reply: Uint8Array,
) {
  return virtualUsers(context, bare).map((asker, client) => {
    const { path, expected } = kind.page(context, client)
    const reader = new PageReader(get(asker, path), expected)
    return new MixedWorkload(reader, new ReplyPoster(asker, reply), EVERY, client)
  })
}
