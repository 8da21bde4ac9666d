import { loadState } from "../../cable/stream-replay"
import { parseHtml } from "../../page/html"
import type { MessageList } from "./message-list"
import type { ScrollManager } from "./scroll-manager"

// Loads the next page before the reader scrolls to the end of this one.
const PRELOAD_MARGIN = "300px 0px"

/** Loads older and newer messages when the first or last row comes near the viewport. */
export class MessagePaginator {
  /** Whether the list ends at the newest message. */
  upToDate: boolean
  #startReached = false
  #loading = { before: false, after: false }
  #abortController = new AbortController()
  #observer: IntersectionObserver

  constructor(
    readonly url: string,
    readonly list: MessageList,
    readonly scroll: ScrollManager,
    readonly options: { upToDate: boolean; onLatest: () => void },
  ) {
    this.upToDate = options.upToDate
    this.#observer = new IntersectionObserver((entries) => this.#loadVisibleEnds(entries), {
      root: scroll.container,
      rootMargin: PRELOAD_MARGIN,
    })
  }

  disconnect() {
    this.#observer.disconnect()
    this.#abortController.abort()
  }

  /** Observes the first and last row again after rows have changed. */
  watch() {
    this.#observer.disconnect()
    const { first, last } = this.list
    if (first && !this.#startReached) this.#observer.observe(first)
    if (last && !this.upToDate) this.#observer.observe(last)
  }

  /** Replaces the list with the newest page. */
  async loadLatest() {
    await this.#load("", (page) => this.showLatest(page ?? new DocumentFragment()))
  }

  async showLatest(page: DocumentFragment) {
    await this.scroll.autoscroll(() => this.list.replace(page), { forced: true })
    this.#startReached = false
    this.#becomeUpToDate()
    this.watch()
  }

  /** Removes the oldest rows beyond the limit, as far as they are above the viewport. */
  async trimStart() {
    if (!this.list.isTooLong) return

    await this.scroll.anchorToEnd(() => {
      const { top } = this.scroll.container.getBoundingClientRect()
      if (this.list.trimStart((row) => row.getBoundingClientRect().bottom < top))
        this.#startReached = false
    })
  }

  async #trimEnd() {
    if (!this.list.isTooLong) return

    await this.scroll.anchorToStart(() => {
      const { bottom } = this.scroll.container.getBoundingClientRect()
      if (this.list.trimEnd((row) => row.getBoundingClientRect().top > bottom))
        this.upToDate = false
    })
  }

  #loadVisibleEnds(entries: IntersectionObserverEntry[]) {
    const { first, last } = this.list
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue
      if (target === first && !this.#startReached) this.#loadBefore(first)
      if (target === last && !this.upToDate) this.#loadAfter(last)
    }
  }

  async #loadBefore(first: HTMLElement) {
    await this.#once("before", async () => {
      await this.#load(`?before=${first.dataset.messageId}`, async (page) => {
        if (page) await this.scroll.anchorToEnd(() => this.list.prepend(page))
        else this.#startReached = true
      })
      await this.#trimEnd()
    })
  }

  async #loadAfter(last: HTMLElement) {
    await this.#once("after", async () => {
      await this.#load(`?after=${last.dataset.messageId}`, async (page) => {
        if (page) await this.scroll.anchorToStart(() => this.list.append(page))
        else this.#becomeUpToDate()
      })
      await this.trimStart()
    })
  }

  // One request per direction. After a failure the next intersection retries.
  async #once(side: "before" | "after", load: () => Promise<void>) {
    if (this.#loading[side]) return
    this.#loading[side] = true
    try {
      await load()
      this.watch()
    } catch (error) {
      if (!this.#abortController.signal.aborted) console.warn("Cannot load more messages", error)
    } finally {
      this.#loading[side] = false
    }
  }

  #becomeUpToDate() {
    this.upToDate = true
    this.options.onLatest()
  }

  #load(query: string, show: (page: DocumentFragment | null) => Promise<void>) {
    return loadState(this.list.element, () => this.#fetch(query), show)
  }

  async #fetch(query: string): Promise<DocumentFragment | null> {
    const response = await fetch(this.url + query, {
      headers: { accept: "text/html" },
      signal: this.#abortController.signal,
    })
    if (response.status === 204) return null
    if (!response.ok) throw new Error(`${response.url} answered ${response.status}`)

    return parseHtml(await response.text())
  }
}
