import { join } from "node:path"
import type { Done, Task } from "../bare/posts"
import { recordPost } from "../bare/recorded-post"
import { Poster } from "../driver/poster"
import { Invalid } from "../driver/response"
import { startBare } from "../machine/bare"
import { withCopy } from "../machine/storage"
import { compare, type Row } from "../report/row"
import { alternate, type Contender } from "./alternate"
import { driven } from "./clients"
import { askers, CLIENTS, type Scene, somebody } from "./context"

const BUDGET = 0.6

/** Posts to Hearth over HTTP, beside the same SQL in a process that does nothing else. */
export function measurePosts(scene: Scene): Promise<Row[]> {
  return withCopy(scene.untouched, async (copy) => {
    const statements = await recordPost(copy, scene.seed.busy, somebody(scene, scene.hearth).person)
    const bare = startBare<Task, Done>("posts.ts", scene.cores, [join(copy, "db/hearth.sqlite3")])
    const posting = (together: number): Contender => ({
      pid: bare.pid,
      async play(length) {
        const { posts, seconds } = await bare.tell({ statements, seconds: length, together })
        return { answers: posts, seconds, driver: 0 }
      },
    })
    try {
      return await measureBeside(posting, scene)
    } finally {
      await bare.stop()
    }
  })
}

async function measureBeside(posting: (together: number) => Contender, scene: Scene) {
  const { hearth, pace, seed, log } = scene
  const before = log.counted(seed.busy)
  let acknowledged = 0
  const posters = askers(scene, hearth).map((asker) => new Poster(asker, () => acknowledged++))
  const ours = await driven(hearth, posters)

  const alone = await alternate(ours, posting(1), pace)
  const shared = await alternate(ours, posting(CLIENTS), pace)
  ours.close()
  checkStored(acknowledged, before, log.counted(seed.busy))
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
    throw new Invalid(`${acknowledged} posts acknowledged, ${messages} stored, ${entries} findable`)
}
