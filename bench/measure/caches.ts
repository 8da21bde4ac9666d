import { Acknowledged } from "../driver/growing-page"
import { PageRotation } from "../driver/page-rotation"
import { StoredContent } from "../driver/stored-content"
import { startHearth } from "../machine/hearth"
import { withCopy } from "../machine/storage"
import { compareGain, type Row } from "../report/row"
import { alternate } from "./alternate"
import { connectClients } from "./clients"
import type { BenchContext } from "./context"
import { messagesPage, roomPage, search, sidebar } from "./page-kinds"
import { checkGrowing, readersOf } from "./pages"
import { withOpenTabs } from "./subscribe"
import { mixPosts, READERS_POST, realPoster } from "./traffic"

/** The caches on the path of pages, by their names in docs/architecture.md. */
const CACHES = [
  "responses",
  "messages",
  "message-runs",
  "room-lists",
  "room-shells",
  "room-sections",
  "search-results",
  "search-shells",
  "sidebars",
  "sidebar-shells",
  "sidebar-rows",
  "sidebar-placeholders",
  "session-tokens",
  "origins",
]

/** The gain of each cache in a chat in use: all pages in turn, 5 % of requests post, tabs are open. */
export async function measureCaches(context: BenchContext): Promise<Row[]> {
  const rows: Row[] = []
  for (const name of CACHES) rows.push(await measureCache(name, context))
  return rows
}

const measureCache = (name: string, context: BenchContext) =>
  withServer(context, {}, (usual) =>
    withServer(context, { DISABLED_CACHES: name }, (without) =>
      withOpenTabs(usual, () => withOpenTabs(without, () => compareServers(name, usual, without))),
    ),
  )

async function compareServers(name: string, usual: BenchContext, without: BenchContext) {
  const [on, off] = [await readAllPages(usual), await readAllPages(without)]
  try {
    return compareGain(`The cache ${name}`, await alternate(on, off, usual.pace))
  } finally {
    on.close()
    off.close()
  }
}

function withServer<T>(
  context: BenchContext,
  env: Record<string, string>,
  work: (context: BenchContext) => Promise<T>,
): Promise<T> {
  return withCopy(context.untouched, async (storage) => {
    const hearth = await startHearth(storage, context.cores, { env })
    const stored = new StoredContent(storage)
    try {
      return await work({ ...context, storage, hearth, stored })
    } finally {
      stored.close()
      await hearth.stop()
    }
  })
}

function readAllPages(context: BenchContext) {
  const acknowledged = new Acknowledged()
  const kinds = [roomPage, messagesPage, sidebar, search].map((kind) =>
    readersOf(context, kind, READERS_POST, acknowledged),
  )
  const readers = (kinds[0] ?? []).map(
    (_, client) =>
      new PageRotation(
        kinds.flatMap((kind) => kind[client] ?? []),
        client,
      ),
  )
  const workloads = mixPosts(
    context,
    READERS_POST,
    context.hearth,
    readers,
    realPoster(acknowledged),
  )
  return connectClients(context.hearth, workloads, () => {
    for (const kind of kinds) checkGrowing(kind)
  })
}
