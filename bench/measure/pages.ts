import { Acknowledged, GrowingPageReader } from "../driver/growing-page"
import { PageReader } from "../driver/reader"
import { get } from "../driver/request"
import { StoredContent } from "../driver/stored-content"
import type { Workload } from "../driver/workload"
import { startBareServer } from "../machine/bare-server"
import { startHearth } from "../machine/hearth"
import { withCopy } from "../machine/storage"
import { compare, compareProcessorTime, type Row } from "../report/row"
import { alternate, type Target } from "./alternate"
import { connectClients } from "./clients"
import { type BenchContext, virtualUsers } from "./context"
import type { PageKind } from "./page-kinds"
import { recordPages, recordReply } from "./recording"
import { withOpenTabs } from "./subscribe"
import {
  barePoster,
  mixPosts,
  QUIET,
  realPoster,
  roomOfPosts,
  type Traffic,
  withPosts,
} from "./traffic"

type Closable = Target & { close(): void }

/** A page, requested by all clients while tabs are open and people post. */
export const measurePage =
  (kind: PageKind, traffic: Traffic = QUIET) =>
  async (context: BenchContext): Promise<Row> => {
    const posts = traffic.posts !== "nowhere"
    const reply = posts ? await recordReply(context, roomOfPosts(context, traffic)) : null
    const bare = await startBareServer(context.cores, {
      pages: await recordPages(context, kind),
      reply,
    })
    const hearthTarget = await hearthReaders(context, kind, traffic)
    const bareTarget = await bareReaders(context, kind, traffic, bare, reply?.body)
    try {
      const pairs = await withOpenTabs(context, () =>
        alternate(hearthTarget, bareTarget, context.pace),
      )
      return compare(kind.name + traffic.name, pairs, traffic.least)
    } finally {
      hearthTarget.close()
      bareTarget.close()
      await bare.stop()
    }
  }

async function hearthReaders(
  context: BenchContext,
  kind: PageKind,
  traffic: Traffic,
): Promise<Closable> {
  const { hearth } = context
  const acknowledged = new Acknowledged()
  const readers = readersOf(context, kind, traffic, acknowledged)
  const poster = realPoster(acknowledged)
  const target = await connectClients(
    hearth,
    mixPosts(context, traffic, hearth, readers, poster),
    () => checkGrowing(readers),
  )
  return withPosts(context, traffic, hearth, target, poster)
}

/** A reader per client, each with a session of its own. */
export function readersOf(
  context: BenchContext,
  kind: PageKind,
  traffic: Traffic,
  acknowledged: Acknowledged,
) {
  const grows =
    traffic.posts === kind.showsPosts ||
    (traffic.posts !== "nowhere" && kind.showsPosts === "everywhere")
  return virtualUsers(context, context.hearth).map((user, client) => {
    const { path, expected } = kind.page(context, client)
    const list = grows && kind.list?.(context, client)
    const request = get(user, path)
    return list
      ? new GrowingPageReader(request, list, acknowledged)
      : new PageReader(request, expected)
  })
}

export function checkGrowing(readers: Workload[]) {
  for (const reader of readers) if (reader instanceof GrowingPageReader) reader.check()
}

/** The bare server always sends the recorded pages and the recorded reply. */
async function bareReaders(
  context: BenchContext,
  kind: PageKind,
  traffic: Traffic,
  bare: { pid: number; port: number },
  reply: Uint8Array = new Uint8Array(),
): Promise<Closable> {
  const readers = virtualUsers(context, bare).map((user, client) => {
    const { path, expected } = kind.page(context, client)
    return new PageReader(get(user, path), expected)
  })
  const poster = barePoster(reply)
  const target = await connectClients(bare, mixPosts(context, traffic, bare, readers, poster))
  return withPosts(context, traffic, bare, target, poster)
}

/**
 * A page that no cache of whole responses answers, on a server of its own with that cache off.
 *
 * @param most the budget: processor time as a multiple of the bare server's
 */
export const measureUncached = (kind: PageKind, most: number) => (context: BenchContext) =>
  withCopy(context.untouched, async (storage) => {
    const env = { DISABLED_CACHES: WHOLE_RESPONSES }
    const hearth = await startHearth(storage, context.cores, { env })
    const stored = new StoredContent(storage)
    try {
      return await compareUncached(kind, most, { ...context, storage, hearth, stored })
    } finally {
      stored.close()
      await hearth.stop()
    }
  })

/** The caches of whole responses, by their names in docs/architecture.md. */
const WHOLE_RESPONSES = "responses"

async function compareUncached(kind: PageKind, most: number, context: BenchContext): Promise<Row> {
  const bare = await startBareServer(context.cores, {
    pages: await recordPages(context, kind),
    reply: null,
  })
  const hearthTarget = await hearthReaders(context, kind, QUIET)
  const bareTarget = await bareReaders(context, kind, QUIET, bare)
  try {
    const pairs = await withOpenTabs(context, () =>
      alternate(hearthTarget, bareTarget, context.pace),
    )
    return compareProcessorTime(`${kind.name}, no whole response cached`, pairs, most)
  } finally {
    hearthTarget.close()
    bareTarget.close()
    await bare.stop()
  }
}
