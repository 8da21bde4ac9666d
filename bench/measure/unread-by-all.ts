import { Database } from "bun:sqlite"
import { join } from "node:path"
import { everyoneSgid } from "../../src/rooms/mentions/everyone"
import { MENTION_TYPE } from "../../src/users/mention"
import type { TimedResult, TimedTask } from "../bare/posts"
import { recordPost } from "../bare/recorded-post"
import { Client } from "../driver/client"
import { Poster } from "../driver/poster"
import { type BareProcess, startBare } from "../machine/bare"
import { cpuSeconds } from "../machine/process"
import { withCopy } from "../machine/storage"
import { compareTimes, type PostTimes, type Row } from "../report/row"
import type { LargeContext } from "./large-account"

/** The budget: the time of a post as a multiple of its bare SQL. */
const MOST = 1.5
const BLOCKS = 3
const POSTS = 10
/** Milliseconds between posts, so that the server is idle again. */
const PAUSE = 50

/** One post in a room that 5,000 members had read, so that it updates every membership. */
export function measureUnreadByAll(context: LargeContext): Promise<Row[]> {
  const everyone = `<action-text-attachment sgid="${everyoneSgid()}" content-type="${MENTION_TYPE}"></action-text-attachment>`
  return withCopy(context.storage, async (copy) => {
    const bare = startBare<TimedTask, TimedResult>("posts.ts", context.cores, [
      join(copy, "db/hearth.sqlite3"),
    ])
    try {
      return [
        await comparePost(
          "Post in a room that 5,000 had read",
          "<p>Hello</p>",
          context,
          copy,
          bare,
        ),
        await comparePost(
          "@everyone in a room that 5,000 had read",
          `<p>${everyone} hello</p>`,
          context,
          copy,
          bare,
        ),
      ]
    } finally {
      await bare.stop()
    }
  })
}

async function comparePost(
  work: string,
  html: string,
  context: LargeContext,
  copy: string,
  bare: BareProcess<TimedTask, TimedResult>,
): Promise<Row> {
  const { busy } = context.seed
  const statements = await recordPost(copy, busy, author(context), html)
  const task = { statements, count: POSTS, before: allHaveRead(busy), pause: PAUSE }
  const spent: { hearth: PostTimes[]; bare: PostTimes[] } = { hearth: [], bare: [] }
  for (let block = 0; block < BLOCKS; block++) {
    spent.hearth.push(await postToReaders(context, html))
    spent.bare.push({ ...(await bare.request(task)), driver: 0 })
  }
  return compareTimes(work, spent, MOST)
}

async function postToReaders(context: LargeContext, html: string): Promise<PostTimes> {
  const { hearth, storage, seed } = context
  const user = { port: hearth.port, person: author(context), room: seed.busy }
  const poster = new Poster(user, () => {}, [html])
  const sqlite = new Database(join(storage, "db/hearth.sqlite3"))
  sqlite.run("PRAGMA busy_timeout = 5000")
  const client = await Client.open(hearth.port)
  const spent: PostTimes = { times: [], cpu: 0, driver: 0 }
  try {
    for (let post = 0; post < POSTS; post++) {
      sqlite.run(allHaveRead(seed.busy))
      await Bun.sleep(PAUSE)
      await timePost(poster, client, hearth, spent)
    }
    return spent
  } finally {
    client.close()
    sqlite.close()
  }
}

async function timePost(poster: Poster, client: Client, server: { pid: number }, spent: PostTimes) {
  const [cpu, driver] = [cpuSeconds(server.pid), process.cpuUsage()]
  const start = performance.now()
  const response = await client.request(poster.nextRequest())
  spent.times.push(performance.now() - start)
  poster.onResponse(response)
  const used = (cpuSeconds(server.pid) ?? Number.NaN) - (cpu ?? Number.NaN)
  const { user, system } = process.cpuUsage(driver)
  spent.cpu += (1000 * used) / POSTS
  spent.driver += (user + system) / 1000 / POSTS
}

const allHaveRead = ({ id }: { id: number }) =>
  `UPDATE memberships SET unread_at = NULL WHERE room_id = ${id}`

/** The room's creator, who may mention everyone. */
function author({ seed }: LargeContext) {
  const [person] = seed.people
  if (!person) throw new Error("The seed has no people")
  return person
}
