import { checkPage, messageIds } from "../driver/reader"
import { get } from "../driver/request"
import { readAnswer, textOf } from "../driver/response"
import { RoomLog } from "../driver/stored-content"
import { startBareServer } from "../machine/bare-server"
import { startHearth } from "../machine/hearth"
import { withCopy } from "../machine/storage"
import { millis, type Row, range, single } from "../report/row"
import { median } from "../report/statistics"
import { type Scene, somebody } from "./context"
import { roomPage } from "./page-kinds"
import { askOnce, recordPages } from "./recording"

const STARTS = 5
const BUDGET = 400

type Started = { port: number; stop(): Promise<void> }

/** From the start of the command to the last byte of a room's page; what is built once is there. */
export function measureColdStart(scene: Scene): Promise<Row> {
  return withCopy(scene.untouched, async (storage) => {
    const start = () => startHearth(storage, scene.cores)
    const shown = newestOf(storage, scene.seed.busy)
    await timeStart(scene, shown, start)
    const times = await repeated(() => timeStart(scene, shown, start))
    const bare = await repeated(() => timeBareStart(scene))
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

async function timeBareStart(scene: Scene) {
  const pages = await recordPages(scene, roomPage)
  const shown = scene.log.newest(scene.seed.busy)
  return timeStart(scene, shown, () => startBareServer(scene.cores, { pages, reply: null }))
}

async function timeStart(scene: Scene, expected: number[], start: () => Promise<Started>) {
  const began = performance.now()
  const server = await start()
  try {
    const asker = somebody(scene, server)
    const raw = await askOnce(server.port, get(asker, `/rooms/${asker.room.id}`))
    const time = performance.now() - began
    checkPage(textOf(readAnswer(raw)), messageIds(expected))
    return time
  } finally {
    await server.stop()
  }
}

function newestOf(storage: string, room: { id: number }) {
  const log = new RoomLog(storage)
  const shown = log.newest(room)
  log.close()
  return shown
}
