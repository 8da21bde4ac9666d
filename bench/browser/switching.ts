import type { Page } from "playwright-core"
import { InvalidRun } from "../driver/response"
import type { BenchContext } from "../measure/context"
import type { Row } from "../report/row"
import { withTabs } from "./chromium"
import { compareWork } from "./report"
import { alternateActs } from "./rounds"
import type { Tab } from "./tab"

/** Milliseconds after the click in which the next room is loaded and shown. */
const LOADING = 3_000

type Room = { id: number }

/** Clicks on one room and on the other in turn, in the sidebar. */
export function measureSwitching(context: BenchContext): Promise<Row[]> {
  const home = context.seed.busy
  const other = context.seed.rooms.find(({ id }) => id !== home.id)
  if (!other) throw new Error("The seed has only one room")
  return withTabs(context, async ({ hearth, bare, site }) => {
    for (const room of [other, home]) {
      await hearth.open(room)
      site.add(`/rooms/${room.id}`, await hearth.snapshot())
    }
    await bare.page.goto(`/rooms/${home.id}`)
    await swapOnClick(bare.page)
    const pairs = await alternateActs(
      switcher(hearth.tab, [other, home], (room) => hearth.shows(room)),
      switcher(bare, [other, home], (room) => showsBare(bare.page, room)),
      context.pace.rounds,
    )
    return compareWork("Switch rooms", pairs)
  })
}

function switcher(tab: Tab, rooms: Room[], shows: (room: Room) => Promise<boolean>) {
  let turn = 0
  return async () => {
    const room = rooms[turn++ % rooms.length]
    if (!room) throw new Error("There are no rooms to switch to")
    const { x, y } = await placeOf(tab.page, room)
    return tab.record(
      async () => {
        await tab.page.mouse.click(x, y)
        await Bun.sleep(LOADING)
      },
      () => shows(room),
    )
  }
}

/** Where the room's link is in the sidebar. */
async function placeOf(page: Page, { id }: Room) {
  const box = await page.locator(`#user_sidebar a[data-room-id="${id}"]`).boundingBox()
  if (!box) throw new InvalidRun(`The sidebar has no room ${id}`)
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

/** Fetches the page of a clicked link, and swaps the body. */
async function swapOnClick(page: Page) {
  await page.evaluate(() => {
    document.addEventListener("click", async (event) => {
      const link = event.target instanceof Element ? event.target.closest("a") : null
      if (!link) return
      event.preventDefault()
      const response = await fetch(link.href)
      const next = new DOMParser().parseFromString(await response.text(), "text/html")
      document.body.replaceWith(next.body)
      history.pushState(null, "", link.href)
      const list = document.querySelector(".messages")
      list?.scrollTo(0, list.scrollHeight)
    })
  })
}

const showsBare = (page: Page, { id }: Room) =>
  page.evaluate(
    (room) =>
      location.pathname === `/rooms/${room}` &&
      document.querySelector(`#messages_room_${room}`) !== null,
    id,
  )
