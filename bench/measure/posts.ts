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

/** Posts to Hearth over HTTP, beside the same SQL in a process that does nothing else. */
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
    const posting = (together: number): Target => ({
      pid: bare.pid,
      async run(length) {
        const { posts, seconds } = await bare.request({ statements, seconds: length, together })
        return { responses: posts, seconds, driver: 0 }
      },
    })
    try {
      return await measureBeside(posting, context)
    } finally {
      await bare.stop()
    }
  })
}

async function measureBeside(posting: (together: number) => Target, context: BenchContext) {
  const { hearth, pace, seed, stored } = context
  const before = stored.countMessages(seed.busy)
  let acknowledged = 0
  const posters = virtualUsers(context, hearth).map(
    (asker) => new Poster(asker, () => acknowledged++),
  )
  const ours = await connectClients(hearth, posters)

  const alone = await alternate(ours, posting(1), pace)
  const shared = await alternate(ours, posting(CLIENTS), pace)
  ours.close()
  checkStored(acknowledged, before, stored.countMessages(seed.busy))
  return [
    compare("Post a message; bare: each its own commit", alone, BUDGET),
    compare(`Post a message; bare: ${CLIENTS} share a commit`, shared, null),
  ]
}

type Count = { messages: number; entries: number }

/** Whatever was acknowledged is there once, and can be found. */
function checkStored(acknowledged: number, before: Count, after: Count) {
  const messages = after.messages - before.messages
  const entries = after.entries - before.entries
  if (messages !== acknowledged || entries !== acknowledged)
    throw new InvalidRun(
      `${acknowledged} posts acknowledged, ${messages} stored, ${entries} findable`,
    )
}
