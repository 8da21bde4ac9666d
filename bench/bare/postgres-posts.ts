/** Replays a post's SQL in the PostgreSQL database at the URL given as the argument. */

import { type ReservedSQL, SQL } from "bun"
import type { RecordedStatement } from "./recorded-post"
import { fillParameter, type Post } from "./replay"

/** The statements of a post, the duration, and the number of posts at a time. */
export type PostgresPostTask = {
  statements: RecordedStatement[]
  seconds: number
  concurrency: number
}
type Result = { posts: number; seconds: number }

/** As many connections as Hearth has for transactions. */
const CONNECTIONS = 8

const pool = new SQL(process.argv[2] ?? "", { max: CONNECTIONS })
const run = crypto.randomUUID().slice(0, 8)
let count = 0

process.on("message", async (task: PostgresPostTask) => process.send?.(await perform(task)))

async function perform({ statements, seconds, concurrency }: PostgresPostTask): Promise<Result> {
  const before = count
  const start = performance.now()
  const end = start + 1000 * seconds
  const client = async () => {
    while (performance.now() < end) await post(statements, next())
  }
  await Promise.all(Array.from({ length: concurrency }, client))
  return { posts: count - before, seconds: (performance.now() - start) / 1000 }
}

/** One transaction in two round trips: until the message has its id, and with COMMIT. */
async function post(statements: RecordedStatement[], values: Post) {
  using connection = await pool.reserve()
  const stored = statements.findIndex(({ givesId }) => givesId) + 1
  const inserting = send(connection, statements.slice(0, stored), values, 0)
  const [, ...results] = await Promise.all([connection`begin`, ...inserting])
  const id: number = Number(results.at(-1)?.[0]?.id)
  await Promise.all([...send(connection, statements.slice(stored), values, id), connection`commit`])
}

const send = (on: ReservedSQL, statements: RecordedStatement[], values: Post, id: number) =>
  statements.map(({ sql, parameters }) =>
    on
      .unsafe(
        sql,
        parameters.map((parameter) => fillParameter(parameter, values, id)),
      )
      .execute(),
  )

function next(): Post {
  count++
  const text = `bare post number ${count}`
  return {
    client_message_id: `bare-${run}-${count}`,
    body: `<p>${text}</p>`,
    text,
    time: Date.now() * 1000 + (count % 1000),
  }
}
