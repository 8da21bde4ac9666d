import type { Page } from "playwright-core"
import { openStore } from "../../src/database/database"
import type { Server } from "../support/server"

/** Waits for what comes after the page itself: shortcuts and the like, right behind their styles. */
export async function equipped(page: Page) {
  await page.waitForFunction(() =>
    [...document.styleSheets].some(({ href }) => href?.includes("/assets/later-")),
  )
  await page.evaluate(() => new Promise(requestAnimationFrame))
}

/** Lets in more people than anybody lists, "Extra 0" first. */
export async function crowd(server: Server, size: number) {
  const store = await openStore(server.storage, null)
  const people = Array.from({ length: size }, (_, index) => ({
    name: `Extra ${index}`,
    created_at: index,
    updated_at: index,
  }))
  try {
    await store.transaction((trx) => trx.insertInto("users").values(people).execute())
  } finally {
    await store.close()
  }
}
