import type { Topic } from "../bare/topic"
import { Client } from "../driver/client"
import { Poster, ReplyPoster } from "../driver/poster"
import type { Subscribers } from "../driver/subscribers"
import type { Workload } from "../driver/workload"
import { type BareProcess, startBare } from "../machine/bare"
import { recordResponse } from "../machine/bare-server"
import { cpuSeconds } from "../machine/process"
import { compareTimes, type PostTimes, type Row } from "../report/row"
import { type BenchContext, firstUser } from "./context"
import { subscribeToRoom, subscribeToTopic } from "./subscribe"

const BUDGET = 1.5
const BLOCKS = 2
const POSTS = 12
const WARM_UP = 3
/** Milliseconds between posts, so that all sockets are idle again. */
const PAUSE = 100

/** From sending a post until the last of `size` sockets has its whole frame. */
export const measureFanOut =
  (size: number) =>
  async (context: BenchContext): Promise<Row> => {
    const bare = startBare<Topic, number>("topic.ts", context.cores)
    const spent: { hearth: PostTimes[]; bare: PostTimes[] } = { hearth: [], bare: [] }
    try {
      // One side at a time: the sockets of both could exceed the limit of open files.
      for (let block = 0; block < BLOCKS; block++) {
        const { hearth, topic } = await timeHearth(context, size)
        spent.hearth.push(hearth)
        spent.bare.push(await timeTopic(context, bare, topic, size))
      }
    } finally {
      await bare.stop()
    }
    const work = `Post → received by ${size.toLocaleString("en")} sockets`
    return compareTimes(work, spent, BUDGET)
  }

async function timeHearth(context: BenchContext, size: number) {
  const { hearth } = context
  const poster = new Poster(firstUser(context, hearth), () => {}, [
    "<p>Kettle’s on, come over!</p>",
  ])
  let frame = ""
  let reply: Buffer = Buffer.alloc(0)
  const subscribers = await subscribeToRoom(context, hearth, size)
  const spent = await postAndWait(hearth, subscribers, {
    nextRequest: () => poster.nextRequest(),
    onResponse(response) {
      poster.onResponse(response)
      reply = response
    },
    matches(text) {
      frame = text.toString()
      return frame.includes(poster.clientId)
    },
  })
  return { hearth: spent, topic: { frame, reply: recordResponse(reply) } }
}

async function timeTopic(
  context: BenchContext,
  bare: BareProcess<Topic, number>,
  topic: Topic,
  size: number,
) {
  const port = await bare.request(topic)
  const poster = new ReplyPoster(firstUser(context, { port }), topic.reply.body)
  const frame = Buffer.from(topic.frame)
  const subscribers = await subscribeToTopic({ port }, size)
  return postAndWait({ pid: bare.pid, port }, subscribers, {
    nextRequest: () => poster.nextRequest(),
    onResponse: (response) => poster.onResponse(response),
    matches: (text) => frame.equals(text),
  })
}

type WaitingWorkload = Workload & { matches(text: Buffer): boolean }

type Server = { pid: number; port: number }

async function postAndWait(
  server: Server,
  subscribers: Subscribers,
  workload: WaitingWorkload,
): Promise<PostTimes> {
  const client = await Client.open(server.port)
  try {
    for (let post = 0; post < WARM_UP; post++) await timePost(client, subscribers, workload)
    const [cpu, driver] = [cpuSeconds(server.pid), process.cpuUsage()]
    const times: number[] = []
    for (let post = 0; post < POSTS; post++)
      times.push(await timePost(client, subscribers, workload))
    const used = (cpuSeconds(server.pid) ?? Number.NaN) - (cpu ?? Number.NaN)
    const { user, system } = process.cpuUsage(driver)
    return { times, cpu: (1000 * used) / POSTS, driver: (user + system) / 1000 / POSTS }
  } finally {
    client.close()
    subscribers.close()
  }
}

async function timePost(client: Client, subscribers: Subscribers, workload: WaitingWorkload) {
  await Bun.sleep(PAUSE)
  const request = workload.nextRequest()
  const received = subscribers.waitForAll((text) => workload.matches(text))
  const start = performance.now()
  const [end, response] = await Promise.all([received, client.request(request)])
  workload.onResponse(response)
  return end - start
}
