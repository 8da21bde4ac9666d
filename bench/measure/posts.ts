import { join } from "node:path"
import type { PostResult, PostTask } from "../bare/posts"
import { recordPost } from "../bare/recorded-post"
import { Poster } from "../driver/poster"
import { InvalidRun } from "../driver/response"
import { startBare } from "../machine/bare"
import { withCopy } from "../machine/storage"
import { compare, compareProcessorTime, type Row } from "../report/row"
import { alternate, type Pair, type Target } from "./alternate"
import { connectClients } from "./clients"
import { type BenchContext, firstUser, peopleAs } from "./context"
import { withOpenTabs } from "./subscribe"

/** The budget: posts per second as a share of the bare process's, each with a commit of its own. */
const LEAST = 0.75
/** The budget: processor time as a multiple of the bare process's. */
const MOST = 1.4

const CLIENT_COUNTS = [1, 4, 16, 64]
/** The number of clients with a budget for processor time. */
const TYPICAL = 16

/** Compares posts over HTTP with the same SQL in a process that does nothing else. */
export function measurePosts(context: BenchContext): Promise<Row[]> {
  return withCopy(context.untouched, async (copy) => {
    const statements = await recordPost(
      copy,
      context.seed.busy,
      firstUser(context, context.hearth).person,
    )
    const bare = startBare<PostTask, PostResult>("posts.ts", context.cores, [
      join(copy, "db/hearth.sqlite3"),
    ])
    const bareTarget = (perCommit: number): Target => ({
      pid: bare.pid,
      async run(length) {
        const { posts, seconds } = await bare.request({ statements, seconds: length, perCommit })
        return { responses: posts, seconds, driver: 0 }
      },
    })
    try {
      return await withOpenTabs(context, () => compareWith(bareTarget, context))
    } finally {
      await bare.stop()
    }
  })
}

async function compareWith(bareTarget: (perCommit: number) => Target, context: BenchContext) {
  const rows: Row[] = []
  for (const clients of CLIENT_COUNTS) {
    const name = `Post a message, ${clients} ${clients === 1 ? "client" : "clients"}`
    const pairs = await measureWith(clients, bareTarget(1), context)
    rows.push(compare(name, pairs, LEAST))
    if (clients !== TYPICAL) continue
    // The notes are those of the row above.
    rows.push({ ...compareProcessorTime(`${name}, processor time`, pairs, MOST), notes: [] })
    const shared = await measureWith(clients, bareTarget(clients), context)
    rows.push(compare(`${name}; bare: ${clients} share a commit`, shared, null))
  }
  return rows
}

async function measureWith(clients: number, bare: Target, context: BenchContext): Promise<Pair[]> {
  const { hearth, pace, seed, stored } = context
  const before = stored.countMessages(seed.busy)
  let acknowledged = 0
  const posters = peopleAs(context, hearth, seed.busy, 0, clients).map(
    (user) => new Poster(user, () => acknowledged++),
  )
  const hearthTarget = await connectClients(hearth, posters)
  const pairs = await alternate(hearthTarget, bare, pace)
  hearthTarget.close()
  checkStored(acknowledged, before, stored.countMessages(seed.busy))
  return pairs
}

type Count = { messages: number; entries: number }

/** Checks that every acknowledged post was stored once, with its search entry. */
function checkStored(acknowledged: number, before: Count, after: Count) {
  const messages = after.messages - before.messages
  const entries = after.entries - before.entries
  if (messages !== acknowledged || entries !== acknowledged)
    throw new InvalidRun(
      `${acknowledged} posts acknowledged, ${messages} stored, ${entries} indexed`,
    )
}
