import { chromium } from "playwright-core"
import { findBrowser } from "../../test/support/find-browser"
import { cookies } from "../driver/request"
import { type BenchContext, firstUser } from "../measure/context"
import { BareSite } from "./bare-site"
import { RoomTab } from "./room-tab"
import { Tab } from "./tab"

const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"]

/** A tab that shows Hearth, and one that shows the same elements and styles without scripts. */
export type Tabs = { hearth: RoomTab; bare: Tab; site: BareSite }

/** Opens both tabs for the first user of the seed. */
export async function withTabs<T>(context: BenchContext, measure: (tabs: Tabs) => Promise<T>) {
  const browser = await launch()
  const site = new BareSite(context.hearth)
  try {
    const user = cookies(firstUser(context, context.hearth))
    const hearth = await Tab.open(browser, `http://127.0.0.1:${context.hearth.port}`, user)
    const bare = await Tab.open(browser, site.url, user)
    return await measure({ hearth: new RoomTab(hearth), bare, site })
  } finally {
    await browser.close()
    await site.stop()
  }
}

function launch() {
  const executablePath = findBrowser()
  if (!executablePath)
    throw new Error(
      "No Chromium, Chrome or Edge found. Install one or set HEARTH_BROWSER to its path.",
    )
  return chromium.launch({ executablePath, args: FLAGS })
}
