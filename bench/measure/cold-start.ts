import { checkPage, expectMessages } from "../driver/reader"
import { get } from "../driver/request"
import { parseResponse, textOf } from "../driver/response"
import { StoredContent } from "../driver/stored-content"
import { startBareServer } from "../machine/bare-server"
import { startHearth } from "../machine/hearth"
import { withCopy } from "../machine/storage"
import { millis, type Row, range, single } from "../report/row"
import { median } from "../report/statistics"
import { type BenchContext, firstUser } from "./context"
import { roomPage } from "./page-kinds"
import { recordPages, requestOnce } from "./recording"

const STARTS = 5
const BUDGET = 400

type Started = { port: number; stop(): Promise<void> }

/** From the start of the command to the last byte of a room page; the bundle is built already. */
export function measureColdStart(context: BenchContext): Promise<Row> {
  return withCopy(context.untouched, async (storage) => {
    const start = () => startHearth(storage, context.cores)
    const shown = newestOf(storage, context.seed.busy)
    await timeStart(context, shown, start)
    const times = await repeated(() => timeStart(context, shown, start))
    const bare = await repeated(() => timeBareStart(context))
    const time = median(times)
    return {
      ...single("Cold start to first page", millis(time), `≤ ${millis(BUDGET)}`, time <= BUDGET, {
        times,
        bare,
      }),
      bare: millis(median(bare)),
      ratio: `${(time / median(bare)).toFixed(1)} ×`,
      notes: [`${STARTS} starts each; Hearth ${range(times)}, bare ${range(bare)}`],
    }
  })
}

async function repeated(time: () => Promise<number>) {
  const times: number[] = []
  for (let start = 0; start < STARTS; start++) times.push(await time())
  return times
}

async function timeBareStart(context: BenchContext) {
  const pages = await recordPages(context, roomPage)
  const shown = context.stored.newestIds(context.seed.busy)
  return timeStart(context, shown, () => startBareServer(context.cores, { pages, reply: null }))
}

async function timeStart(context: BenchContext, expected: number[], start: () => Promise<Started>) {
  const startedAt = performance.now()
  const server = await start()
  try {
    const user = firstUser(context, server)
    const raw = await requestOnce(server.port, get(user, `/rooms/${user.room.id}`))
    const time = performance.now() - startedAt
    checkPage(textOf(parseResponse(raw)), expectMessages(expected))
    return time
  } finally {
    await server.stop()
  }
}

function newestOf(storage: string, room: { id: number }) {
  const stored = new StoredContent(storage)
  const shown = stored.newestIds(room)
  stored.close()
  return shown
}
