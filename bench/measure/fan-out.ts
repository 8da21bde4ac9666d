import type { Topic } from "../bare/topic"
import { Client } from "../driver/client"
import { DeafPoster, Poster } from "../driver/poster"
import type { Crowd } from "../driver/subscribers"
import type { Part } from "../driver/workload"
import { type Bare, startBare } from "../machine/bare"
import { record } from "../machine/bare-server"
import { cpuSeconds } from "../machine/process"
import { compareTimes, type Row, type Spent } from "../report/row"
import { type Scene, somebody } from "./context"
import { followRoom, followTopic } from "./subscribe"

const BUDGET = 1.5
const BLOCKS = 2
const POSTS = 12
const WARM_UP = 3
/** Milliseconds in which everybody comes to rest before the next post. */
const PAUSE = 100

/** From the moment a post is sent until the last of `size` sockets has all of its frame. */
export const measureFanOut =
  (size: number) =>
  async (scene: Scene): Promise<Row> => {
    const bare = startBare<Topic, number>("topic.ts", scene.cores)
    const spent: { hearth: Spent[]; bare: Spent[] } = { hearth: [], bare: [] }
    try {
      // In turns, for more sockets than one side's may be more files than a process may open.
      for (let block = 0; block < BLOCKS; block++) {
        const { hearth, topic } = await throughHearth(scene, size)
        spent.hearth.push(hearth)
        spent.bare.push(await throughTopic(scene, bare, topic, size))
      }
    } finally {
      await bare.stop()
    }
    const work = `Post → received by ${size.toLocaleString("en")} sockets`
    return compareTimes(work, spent, size === 10_000 ? BUDGET : null)
  }

async function throughHearth(scene: Scene, size: number) {
  const { hearth } = scene
  const poster = new Poster(somebody(scene, hearth), () => {}, ["<p>Kettle’s on, come over!</p>"])
  let frame = ""
  let reply: Buffer = Buffer.alloc(0)
  const crowd = await followRoom(scene, hearth, size)
  const spent = await postAndWait(hearth, crowd, {
    next: () => poster.next(),
    hear(answer) {
      poster.hear(answer)
      reply = answer
    },
    isIt(text) {
      frame = text.toString()
      return frame.includes(poster.clientId)
    },
  })
  return { hearth: spent, topic: { frame, reply: record(reply) } }
}

async function throughTopic(scene: Scene, bare: Bare<Topic, number>, topic: Topic, size: number) {
  const port = await bare.tell(topic)
  const poster = new DeafPoster(somebody(scene, { port }), topic.reply.body)
  const frame = Buffer.from(topic.frame)
  const crowd = await followTopic({ port }, size)
  return postAndWait({ pid: bare.pid, port }, crowd, {
    next: () => poster.next(),
    hear: (answer) => poster.hear(answer),
    isIt: (text) => frame.equals(text),
  })
}

type Turn = Part & { isIt(text: Buffer): boolean }

type Server = { pid: number; port: number }

async function postAndWait(server: Server, crowd: Crowd, turn: Turn): Promise<Spent> {
  const client = await Client.open(server.port)
  try {
    for (let post = 0; post < WARM_UP; post++) await timePost(client, crowd, turn)
    const [cpu, driver] = [cpuSeconds(server.pid), process.cpuUsage()]
    const times: number[] = []
    for (let post = 0; post < POSTS; post++) times.push(await timePost(client, crowd, turn))
    const used = (cpuSeconds(server.pid) ?? Number.NaN) - (cpu ?? Number.NaN)
    const { user, system } = process.cpuUsage(driver)
    return { times, cpu: (1000 * used) / POSTS, driver: (user + system) / 1000 / POSTS }
  } finally {
    client.close()
    crowd.leave()
  }
}

async function timePost(client: Client, crowd: Crowd, turn: Turn) {
  await Bun.sleep(PAUSE)
  const request = turn.next()
  const everybody = crowd.next((text) => turn.isIt(text))
  const start = performance.now()
  const [end, answer] = await Promise.all([everybody, client.ask(request)])
  turn.hear(answer)
  return end - start
}
