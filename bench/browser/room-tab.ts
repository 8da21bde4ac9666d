import type { Page } from "playwright-core"
import type { Tab } from "./tab"

type Room = { id: number }

/** A tab with a room of Hearth. Each question costs the page a task, so none is asked while recording. */
export class RoomTab {
  constructor(readonly tab: Tab) {}

  get page() {
    return this.tab.page
  }

  async open({ id }: Room) {
    await this.page.goto(`${this.tab.url}/rooms/${id}`)
    await this.page.waitForFunction(isReady, id, { polling: 250 })
  }

  /** Whether the room's messages, stream and editor, and all that is loaded later, are ready. */
  shows({ id }: Room): Promise<boolean> {
    return this.page.evaluate(isReady, id)
  }

  /** Loads earlier messages until there are at least `count`, and returns to the end. */
  async loadEarlier(count: number) {
    for (;;) {
      const shown = (await messageIdsIn(this.page)).length
      if (shown >= count) break
      await this.page.locator(".messages").evaluate((list) => list.scrollTo({ top: 0 }))
      await this.page.waitForFunction(
        (before) => document.querySelectorAll(".messages > .message").length > before,
        shown,
        { polling: 250 },
      )
    }
    await this.page
      .locator(".messages")
      .evaluate((list) => list.scrollTo({ top: list.scrollHeight }))
  }

  /** All elements of the page, as HTML. */
  async snapshot() {
    return `<!doctype html>${await this.page.evaluate(() => document.documentElement.outerHTML)}`
  }
}

/** Ids of the messages in the list, in the order of the page. */
export function messageIdsIn(page: Page): Promise<number[]> {
  return page
    .locator(".messages > .message")
    .evaluateAll((rows) => rows.map((row) => Number(row.getAttribute("data-message-id"))))
}

/** Whether a page without scripts has this many messages, and its styles. */
export function isStyledList(page: Page, count: number): Promise<boolean> {
  return page.evaluate((expected) => {
    const list = document.querySelector(".messages")
    const shown = list?.querySelectorAll(":scope > .message").length
    return list !== null && getComputedStyle(list).overflowY === "auto" && shown === expected
  }, count)
}

function isReady(id: number) {
  const has = (selector: string) => document.querySelector(selector) !== null
  return (
    has("html[data-ready]") &&
    has(`#message-area:has(#messages_room_${id}) [channel=RoomMessagesChannel][connected]`) &&
    has(`#composer[action="/rooms/${id}/messages"] lexxy-editor[connected]:not(:has(textarea))`) &&
    has("#user_sidebar[complete]") &&
    !has(".messages > .message:not(.message--formatted)")
  )
}
