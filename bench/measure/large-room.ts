import { Database } from "bun:sqlite"
import { join } from "node:path"
import { Client } from "../driver/client"
import { unreadHandshake } from "../driver/handshakes"
import { Poster } from "../driver/poster"
import { UnreadSubscribers } from "../driver/unread-subscribers"
import { cpuSeconds } from "../machine/process"
import { compareCosts, compareTimes, type PostTimes, type Row } from "../report/row"
import type { SeededRoom } from "../seed/seed"
import { alternate } from "./alternate"
import { connectClients } from "./clients"
import type { LargeContext } from "./large-account"

const BUDGET = 3
const NAME = "5,000 members and 5: post a message"
const BLOCKS = 2
const POSTS = 20
/** Milliseconds between posts, so that the server is idle again. */
const PAUSE = 50

/** Compares a room of 5,000 members (column Hearth) with one of five (column Bare). */
export async function measureLargeRoom(context: LargeContext): Promise<Row[]> {
  return [
    await comparePosts(context),
    await comparePostsWithSubscribers(context),
    await compareFirstUnread(context),
  ]
}

async function comparePosts(context: LargeContext) {
  const { busy, small } = context.seed
  return compareRooms(NAME, context, {
    large: await connectPosters(context, busy),
    small: await connectPosters(context, small),
  })
}

async function comparePostsWithSubscribers(context: LargeContext) {
  const { people, busy, small, membersOfSmall } = context.seed
  const { port } = context.hearth
  const subscribers = await UnreadSubscribers.open(
    people.map((person) => unreadHandshake(port, person, busy)),
  )
  try {
    return await compareRooms(`${NAME}, ${people.length} people connected`, context, {
      large: await connectPosters(context, busy, () =>
        subscribers.expectNotified(busy, people.length),
      ),
      small: await connectPosters(context, small, () =>
        subscribers.expectNotified(small, membersOfSmall.length),
      ),
    })
  } finally {
    subscribers.close()
  }
}

type Posters = Awaited<ReturnType<typeof connectPosters>>

async function compareRooms(
  work: string,
  { pace }: LargeContext,
  { large, small }: { large: Posters; small: Posters },
) {
  try {
    return compareCosts(work, await alternate(large, small, pace), BUDGET)
  } finally {
    large.close()
    small.close()
  }
}

/** The same five users post in either room. */
function connectPosters({ seed, hearth }: LargeContext, room: SeededRoom, check?: () => void) {
  const { port } = hearth
  const posters = seed.membersOfSmall.map((person) => new Poster({ port, person, room }))
  return connectClients(hearth, posters, check)
}

/**
 * The worst case: all members had read the room, so the post updates every membership.
 * No budget, because real messages rarely follow after 5,000 people have read the previous one.
 */
async function compareFirstUnread(context: LargeContext) {
  const { busy, small } = context.seed
  const spent: { hearth: PostTimes[]; bare: PostTimes[] } = { hearth: [], bare: [] }
  for (let block = 0; block < BLOCKS; block++) {
    spent.hearth.push(await postToReaders(context, busy))
    spent.bare.push(await postToReaders(context, small))
  }
  return compareTimes(`${NAME} after all had read`, spent, null)
}

async function postToReaders({ seed, hearth, storage }: LargeContext, room: SeededRoom) {
  const [person] = seed.membersOfSmall
  if (!person) throw new Error("The small room has no members")
  const sqlite = new Database(join(storage, "db/hearth.sqlite3"))
  sqlite.run("PRAGMA busy_timeout = 5000")
  const poster = new Poster({ port: hearth.port, person, room })
  const client = await Client.open(hearth.port)
  const spent: PostTimes = { times: [], cpu: 0, driver: 0 }
  try {
    for (let post = 0; post < POSTS; post++) {
      sqlite.run("UPDATE memberships SET unread_at = NULL WHERE room_id = ?", [room.id])
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
