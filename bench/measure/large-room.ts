import { Database } from "bun:sqlite"
import { join } from "node:path"
import { Client } from "../driver/client"
import { newsManners } from "../driver/handshakes"
import { Poster } from "../driver/poster"
import { Bystanders } from "../driver/unread-subscribers"
import { cpuSeconds } from "../machine/process"
import { compareCosts, compareTimes, type Row, type Spent } from "../report/row"
import type { SeededRoom } from "../seed/seed"
import { alternate } from "./alternate"
import { driven } from "./clients"
import type { LargeScene } from "./large-account"

const BUDGET = 3
const NAME = "5,000 members and 5: post a message"
const BLOCKS = 2
const POSTS = 20
/** Milliseconds in which everybody comes to rest before the next post. */
const PAUSE = 50

/** A room in which everybody is, in place of Hearth, and one of five people, in place of the bare. */
export async function measureLargeRoom(scene: LargeScene): Promise<Row[]> {
  return [await talking(scene), await talkingBeforeBystanders(scene), await firstNews(scene)]
}

async function talking(scene: LargeScene) {
  const { busy, small } = scene.seed
  return compareTalk(NAME, scene, {
    large: await talkers(scene, busy),
    small: await talkers(scene, small),
  })
}

async function talkingBeforeBystanders(scene: LargeScene) {
  const { people, busy, small, membersOfSmall } = scene.seed
  const { port } = scene.hearth
  const bystanders = await Bystanders.gather(people.map((one) => newsManners(port, one, busy)))
  try {
    return await compareTalk(`${NAME}, ${people.length} people connected`, scene, {
      large: await talkers(scene, busy, () => bystanders.check(busy, people.length)),
      small: await talkers(scene, small, () => bystanders.check(small, membersOfSmall.length)),
    })
  } finally {
    bystanders.leave()
  }
}

type Talkers = Awaited<ReturnType<typeof talkers>>

async function compareTalk(
  work: string,
  { pace }: LargeScene,
  { large, small }: { large: Talkers; small: Talkers },
) {
  try {
    return compareCosts(work, await alternate(large, small, pace), BUDGET)
  } finally {
    large.close()
    small.close()
  }
}

/** The same five people talk, in whichever room. */
function talkers({ seed, hearth }: LargeScene, room: SeededRoom, check?: () => void) {
  const { port } = hearth
  const posters = seed.membersOfSmall.map((person) => new Poster({ port, person, room }))
  return driven(hearth, posters, check)
}

/**
 * The dearest of all messages: everybody had read the room, so that each member's row is written.
 * It only informs, for nobody's messages all come after 5,000 people have read the one before.
 */
async function firstNews(scene: LargeScene) {
  const { busy, small } = scene.seed
  const spent: { hearth: Spent[]; bare: Spent[] } = { hearth: [], bare: [] }
  for (let block = 0; block < BLOCKS; block++) {
    spent.hearth.push(await postToReaders(scene, busy))
    spent.bare.push(await postToReaders(scene, small))
  }
  return compareTimes(`${NAME} after all had read`, spent, null)
}

async function postToReaders({ seed, hearth, storage }: LargeScene, room: SeededRoom) {
  const [person] = seed.membersOfSmall
  if (!person) throw new Error("There is nobody in the small room")
  const sqlite = new Database(join(storage, "db/hearth.sqlite3"))
  sqlite.run("PRAGMA busy_timeout = 5000")
  const poster = new Poster({ port: hearth.port, person, room })
  const client = await Client.open(hearth.port)
  const spent: Spent = { times: [], cpu: 0, driver: 0 }
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

async function timePost(poster: Poster, client: Client, server: { pid: number }, spent: Spent) {
  const [cpu, driver] = [cpuSeconds(server.pid), process.cpuUsage()]
  const start = performance.now()
  const answer = await client.ask(poster.next())
  spent.times.push(performance.now() - start)
  poster.hear(answer)
  const used = (cpuSeconds(server.pid) ?? Number.NaN) - (cpu ?? Number.NaN)
  const { user, system } = process.cpuUsage(driver)
  spent.cpu += (1000 * used) / POSTS
  spent.driver += (user + system) / 1000 / POSTS
}
