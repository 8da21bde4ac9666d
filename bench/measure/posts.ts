import { join } from "node:path"
import type { PostResult, PostTask } from "../bare/posts"
import { type RecordedStatement, recordPost } from "../bare/recorded-post"
import type { RecordedResponse } from "../bare/recorded-response"
import { Poster, ReplyPoster } from "../driver/poster"
import { InvalidRun } from "../driver/response"
import { type BareProcess, startBare } from "../machine/bare"
import { startBarePostServer } from "../machine/bare-server"
import { withCopy } from "../machine/storage"
import { compare, compareProcessorTime, type Row } from "../report/row"
import { alternate, type Pair, type Target } from "./alternate"
import { connectClients } from "./clients"
import { type BenchContext, firstUser, peopleAs } from "./context"
import { recordReply } from "./recording"
import { withOpenTabs } from "./subscribe"

/** The budget: posts per second as a share of the bare server's, each with a commit of its own. */
const LEAST = 0.75
/** The budget: processor time as a multiple of the bare server's. */
const MOST = 1.4

const CLIENT_COUNTS = [1, 4, 16, 64]
/** The number of clients with a budget for processor time. */
const TYPICAL = 16

/** Compares posts with a bare server, and with a process that only runs the SQL. */
export function measurePosts(context: BenchContext): Promise<Row[]> {
  return withCopy(context.untouched, async (copy) => {
    const statements = await recordPost(
      copy,
      context.seed.busy,
      firstUser(context, context.hearth).person,
    )
    const database = join(copy, "db/hearth.sqlite3")
    const reply = await recordReply(context, context.seed.busy)
    return withOpenTabs(context, async () => [
      ...(await compareWithServer(context, { database, statements, reply })),
      ...(await compareWithSql(context, database, statements)),
    ])
  })
}

async function compareWithServer(
  context: BenchContext,
  script: { database: string; statements: RecordedStatement[]; reply: RecordedResponse },
) {
  const server = await startBarePostServer(context.cores, script)
  const rows: Row[] = []
  try {
    for (const clients of CLIENT_COUNTS) {
      const name = `Post a message, ${clients} ${clients === 1 ? "client" : "clients"}`
      const posters = peopleAs(context, server, context.seed.busy, 0, clients).map(
        (user) => new ReplyPoster(user, script.reply.body),
      )
      const bare = await connectClients(server, posters)
      const pairs = await measureWith(clients, bare, context)
      bare.close()
      rows.push(compare(name, pairs, LEAST))
      // The notes are those of the row above.
      if (clients === TYPICAL)
        rows.push({ ...compareProcessorTime(`${name}, processor time`, pairs, MOST), notes: [] })
    }
    return rows
  } finally {
    await server.stop()
  }
}

async function compareWithSql(
  context: BenchContext,
  database: string,
  statements: RecordedStatement[],
) {
  const bare = startBare<PostTask, PostResult>("posts.ts", context.cores, [database])
  const compareSql = async (clients: number, perCommit: number, name: string) => {
    const target = sqlTarget(bare, statements, perCommit)
    return compare(name, await measureWith(clients, target, context), null)
  }
  try {
    return [
      await compareSql(1, 1, "Post a message, 1 client; bare: SQL without a server"),
      await compareSql(
        TYPICAL,
        1,
        `Post a message, ${TYPICAL} clients; bare: SQL without a server`,
      ),
      await compareSql(
        TYPICAL,
        TYPICAL,
        `Post a message, ${TYPICAL} clients; bare: SQL, ${TYPICAL} share a commit`,
      ),
    ]
  } finally {
    await bare.stop()
  }
}

const sqlTarget = (
  bare: BareProcess<PostTask, PostResult>,
  statements: RecordedStatement[],
  perCommit: number,
): Target => ({
  pid: bare.pid,
  async run(length) {
    const { posts, seconds } = await bare.request({ statements, seconds: length, perCommit })
    return { responses: posts, seconds, driver: 0 }
  },
})

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
