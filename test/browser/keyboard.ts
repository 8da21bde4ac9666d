import type { Page } from "playwright-core"
import { openStore } from "../../src/platform/database/database"
import type { Server } from "../support/server"

/** Waits for what comes after the page itself: shortcuts and the like, with their styles. */
export async function pageReady(page: Page) {
  await page.locator("html[data-ready]").waitFor({ state: "attached" })
}

/** Resolves when the page says that it copied; asked for before, because it says so for a moment only. */
export function copied(page: Page) {
  return page.waitForFunction(() => {
    const said = [...document.querySelectorAll("[role=status]")]
    const lit = document.querySelector(".btn--success")
    return lit && said.some(({ textContent }) => textContent === "Copied")
  })
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
