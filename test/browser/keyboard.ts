import type { Page } from "playwright-core"
import { openStore } from "../../src/platform/database/database"
import type { Server } from "../support/server"

/** Waits until the deferred controllers and styles are loaded. */
export async function pageReady(page: Page) {
  await page.locator("html[data-ready]").waitFor({ state: "attached" })
}

/** Resolves when the page confirms a copy. Call it before the click: the confirmation disappears. */
export function copyConfirmed(page: Page) {
  return page.waitForFunction(() => {
    const statuses = [...document.querySelectorAll("[role=status]")]
    const button = document.querySelector(".btn--success")
    return button && statuses.some(({ textContent }) => textContent === "Copied")
  })
}

/** Stores `size` users, starting with "Extra 0": more than a list shows at once. */
export async function storeUsers(server: Server, size: number) {
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
