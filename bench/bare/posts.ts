/** Replays a post's SQL in the database file given as the argument. */

import { contentNumber } from "./contents"
import type { RecordedStatement } from "./recorded-post"
import { openLikeHearth, prepareReplay } from "./replay"

/** Posts as many as `seconds` allow, with `perCommit` posts in each transaction. */
export type PostTask = { statements: RecordedStatement[]; seconds: number; perCommit: number }
export type PostResult = { posts: number; seconds: number }

/** Times `count` posts, each in a transaction of its own, after `before` and a pause. */
export type TimedTask = {
  statements: RecordedStatement[]
  count: number
  /** SQL that another connection runs before each post. */
  before: string
  /** In milliseconds. */
  pause: number
}

/** In milliseconds; `cpu` is that of one post. */
export type TimedResult = { times: number[]; cpu: number }

const path = process.argv[2] ?? ""
const sqlite = openLikeHearth(path)
const begin = sqlite.prepare("begin immediate")
const commit = sqlite.prepare("commit")
let count = 0

process.on("message", async (task: PostTask | TimedTask) => {
  process.send?.("count" in task ? await time(task) : perform(task))
})

function perform({ statements, seconds, perCommit }: PostTask): PostResult {
  const post = prepareReplay(statements, sqlite)
  const before = count
  const start = performance.now()
  const end = start + 1000 * seconds
  while (performance.now() < end) {
    begin.run()
    for (let turn = 0; turn < perCommit; turn++) post(next())
    commit.run()
  }
  return { posts: count - before, seconds: (performance.now() - start) / 1000 }
}

async function time({ statements, count: posts, before, pause }: TimedTask): Promise<TimedResult> {
  const post = prepareReplay(statements, sqlite)
  const other = openLikeHearth(path)
  const times: number[] = []
  let cpu = 0
  for (let turn = 0; turn < posts; turn++) {
    other.run(before)
    await Bun.sleep(pause)
    const usage = process.cpuUsage()
    const start = performance.now()
    begin.run()
    post(next())
    commit.run()
    times.push(performance.now() - start)
    const { user, system } = process.cpuUsage(usage)
    cpu += (user + system) / 1000 / posts
  }
  other.close()
  return { times, cpu }
}

function next() {
  count++
  return {
    ...contentNumber(count),
    client_message_id: `bare-${count}`,
    time: Date.now() * 1000 + (count % 1000),
  }
}
