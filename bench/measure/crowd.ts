import { Crowd, SHARES } from "../driver/crowd"
import type { VirtualUser } from "../driver/request"
import { startHearth } from "../machine/hearth"
import { cpuSeconds } from "../machine/process"
import { withCopy } from "../machine/storage"
import { millis, type Row, single } from "../report/row"
import { quantile } from "../report/statistics"
import { addPeople } from "../seed/team"
import type { BenchContext } from "./context"
import { signedStreamName } from "./subscribe"

const PEOPLE = 200
/** What all people do together, per second: each does something every two seconds. */
const PER_SECOND = 100
const WARM_UP_SECONDS = 2

/** People on sockets, spread over all rooms: the time until others see a post. */
export function measureCrowd(context: BenchContext): Promise<Row> {
  return withCopy(context.untouched, async (storage) => {
    const { people } = context.seed
    const all = [...people, ...(await addPeople(storage, people.length, PEOPLE - people.length))]
    const hearth = await startHearth(storage, context.cores)
    try {
      const crowd = await openCrowd({ ...context, hearth, seed: { ...context.seed, people: all } })
      return await measureWith(crowd, { ...context, hearth })
    } finally {
      await hearth.stop()
    }
  })
}

function openCrowd({ seed: { people, rooms }, hearth: { port } }: BenchContext) {
  const users = people.map((person, index): VirtualUser => {
    const room = rooms[index % rooms.length]
    if (!room) throw new Error("The seed has no rooms")
    return { port, person, room }
  })
  const names = new Map<number, Promise<string>>()
  return Crowd.open(users, (user) => {
    const name = names.get(user.room.id) ?? signedStreamName(user)
    names.set(user.room.id, name)
    return name
  })
}

async function measureWith(crowd: Crowd, { hearth, pace }: BenchContext): Promise<Row> {
  const seconds = pace.rounds * pace.seconds
  await crowd.run(WARM_UP_SECONDS, PER_SECOND)
  crowd.reset()
  const [cpu, driver, start] = [cpuSeconds(hearth.pid), process.cpuUsage(), performance.now()]
  await crowd.run(seconds, PER_SECOND)
  const length = (performance.now() - start) / 1000
  const used = ((cpuSeconds(hearth.pid) ?? Number.NaN) - (cpu ?? Number.NaN)) / length
  const { user, system } = process.cpuUsage(driver)
  const [p50, p99] = [quantile(crowd.delays, 0.5), quantile(crowd.delays, 0.99)]
  const { acts } = crowd
  crowd.close()
  return {
    ...single(
      `${PEOPLE} people on sockets: post to screen`,
      `p50 ${millis(p50)}, p99 ${millis(p99)}`,
      "",
      null,
      { p50, p99, cpu: used, acts, seconds: length, delays: crowd.delays },
    ),
    cpu: `${millis(1000 * used)} per second`,
    notes: [
      `${PER_SECOND} acts per second: ${Object.entries(SHARES)
        .map(([act, share]) => `${share} % ${act}`)
        .join(", ")}`,
      `${acts.post} posts, ${crowd.delays.length} deliveries`,
      `the driver used ${millis((user + system) / 1000 / length)} per second`,
    ],
  }
}
