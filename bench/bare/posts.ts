/** Posts by SQL alone into the database that its argument names. */

import { parseMessageBody } from "../../src/messages/message"
import { searchText } from "../../src/messages/search-index/search-entry"
import { chance } from "../seed/chance"
import { saying } from "../seed/talk"
import type { RecordedStatement } from "./recorded-post"
import { openLikeHearth, prepareReplay } from "./replay"

/** What to say, how long to go on saying it, and how many posts share a commit. */
export type PostTask = { statements: RecordedStatement[]; seconds: number; together: number }
export type PostResult = { posts: number; seconds: number }

const DIFFERENT = 500

const luck = chance(11)
const sayings = Array.from({ length: DIFFERENT }, () => {
  const body = parseMessageBody(saying(luck))
  return { body, text: searchText(body) }
})

const sqlite = openLikeHearth(process.argv[2] ?? "")
const begin = sqlite.prepare("begin immediate")
const commit = sqlite.prepare("commit")
let count = 0

process.on("message", (task: PostTask) => process.send?.(perform(task)))

function perform({ statements, seconds, together }: PostTask): PostResult {
  const post = prepareReplay(statements, sqlite)
  const before = count
  const start = performance.now()
  const end = start + 1000 * seconds
  while (performance.now() < end) {
    begin.run()
    for (let turn = 0; turn < together; turn++) post(next())
    commit.run()
  }
  return { posts: count - before, seconds: (performance.now() - start) / 1000 }
}

function next() {
  count++
  const said = sayings[count % DIFFERENT] ?? { body: "", text: "" }
  return { ...said, client_message_id: `bare-${count}`, time: Date.now() * 1000 + (count % 1000) }
}
