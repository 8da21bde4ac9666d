import type { BenchContext } from "../measure/context"
import type { Row } from "../report/row"
import { withTabs } from "./chromium"
import { compareWork } from "./report"
import { isStyledList } from "./room-tab"
import { alternateActs } from "./rounds"

const SHOWN = 40

/** From the navigation until the page of 40 messages, its editor and its menus are ready. */
export function measureLoading(context: BenchContext): Promise<Row[]> {
  const room = context.seed.busy
  const path = `/rooms/${room.id}`
  return withTabs(context, async ({ hearth, bare, site }) => {
    await hearth.open(room)
    site.add(path, await hearth.snapshot())
    const pairs = await alternateActs(
      () => hearth.tab.recordLoad(path, () => hearth.shows(room)),
      () => bare.recordLoad(path, () => isStyledList(bare.page, SHOWN)),
      context.pace.rounds,
    )
    return compareWork(`Room page of ${SHOWN} messages, until all is ready`, pairs)
  })
}
