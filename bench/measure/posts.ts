import { join } from "node:path"
import type { PostResult, PostTask } from "../bare/posts"
import { recordPost } from "../bare/recorded-post"
import { Poster } from "../driver/poster"
import { InvalidRun } from "../driver/response"
import { startBare } from "../machine/bare"
import { withCopy } from "../machine/storage"
import { compare, type Row } from "../report/row"
import { alternate, type Target } from "./alternate"
import { connectClients } from "./clients"
import { type BenchContext, CLIENTS, firstUser, virtualUsers } from "./context"

const BUDGET = 0.6

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
      return await compareWith(bareTarget, context)
    } finally {
      await bare.stop()
    }
  })
}

async function compareWith(bareTarget: (perCommit: number) => Target, context: BenchContext) {
  const { hearth, pace, seed, stored } = context
  const before = stored.countMessages(seed.busy)
  let acknowledged = 0
  const posters = virtualUsers(context, hearth).map(
    (user) => new Poster(user, () => acknowledged++),
  )
  const hearthTarget = await connectClients(hearth, posters)

  const single = await alternate(hearthTarget, bareTarget(1), pace)
  const grouped = await alternate(hearthTarget, bareTarget(CLIENTS), pace)
  hearthTarget.close()
  checkStored(acknowledged, before, stored.countMessages(seed.busy))
  return [
    compare("Post a message; bare: each its own commit", single, BUDGET),
    compare(`Post a message; bare: ${CLIENTS} share a commit`, grouped, null),
  ]
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
