import type { Page } from "playwright-core"
import type { BenchContext } from "../measure/context"
import type { Row } from "../report/row"
import { withTabs } from "./chromium"
import { compareWork, perAct } from "./report"
import { alternateActs } from "./rounds"
import type { Tab } from "./tab"

const TEXT = "the kettle is on, tea"
/** Milliseconds between two keys. */
const PAUSE = 150
const FIELD = '#composer lexxy-editor [contenteditable="true"]'

/** Typing into the composer, compared with the same element without its editor. */
export function measureTyping(context: BenchContext): Promise<Row[]> {
  const room = context.seed.busy
  return withTabs(context, async ({ hearth, bare, site }) => {
    await hearth.open(room)
    site.add("/snapshot", await hearth.snapshot())
    await bare.page.goto("/snapshot")
    const pairs = await alternateActs(
      () => recordTyping(hearth.tab),
      () => recordTyping(bare),
      context.pace.rounds,
    )
    return compareWork("Type a character", pairs.map(perAct(TEXT.length)))
  })
}

async function recordTyping(tab: Tab) {
  const { page } = tab
  await page.locator(FIELD).click()
  await clear(page)
  return tab.record(
    () => page.keyboard.type(TEXT, { delay: PAUSE }),
    async () => (await page.locator(FIELD).textContent())?.trim() === TEXT,
  )
}

async function clear(page: Page) {
  await page.keyboard.press("ControlOrMeta+a")
  await page.keyboard.press("Backspace")
  await Bun.sleep(500)
}
