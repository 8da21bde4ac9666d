/** Replays a post's SQL in the database file given as the argument. */

import { randomBody } from "../../src/commands/seed/message-bodies"
import { createRandom } from "../../src/commands/seed/random"
import { parseMessageBody } from "../../src/messages/message"
import { wordsIn } from "../../src/messages/search-index/search-entry"
import type { RecordedStatement } from "./recorded-post"
import { openLikeHearth, prepareReplay } from "./replay"

/** The statements of a post, the duration, and the number of posts per transaction. */
export type PostTask = { statements: RecordedStatement[]; seconds: number; perCommit: number }
export type PostResult = { posts: number; seconds: number }

const DIFFERENT = 500

const random = createRandom(11)
const sampleBodies = Array.from({ length: DIFFERENT }, () => {
  const body = parseMessageBody(randomBody(random))
  return { body: body.html, text: wordsIn(body.text()) }
})

const sqlite = openLikeHearth(process.argv[2] ?? "")
const begin = sqlite.prepare("begin immediate")
const commit = sqlite.prepare("commit")
let count = 0

process.on("message", (task: PostTask) => process.send?.(perform(task)))

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

function next() {
  count++
  const content = sampleBodies[count % DIFFERENT] ?? { body: "", text: "" }
  return {
    ...content,
    client_message_id: `bare-${count}`,
    time: Date.now() * 1000 + (count % 1000),
  }
}
