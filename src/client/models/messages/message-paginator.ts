import { parseHtml } from "../../page/fragment"
import type { MessageList } from "./message-list"
import type { ScrollManager } from "./scroll-manager"

// Read ahead, so that scrolling seldom meets an end that is not one.
const PRELOAD_MARGIN = "300px 0px"

/** Loads what comes before and after the rows on the page, as their first and last come near. */
export class MessagePaginator {
  /** The list ends at the newest message there is. */
  upToDate: boolean
  #startReached = false
  #loading = { before: false, after: false }
  #abort = new AbortController()
  #sight: IntersectionObserver

  constructor(
    readonly url: string,
    readonly list: MessageList,
    readonly scroll: ScrollManager,
    readonly options: { upToDate: boolean; onLatest: () => void },
  ) {
    this.upToDate = options.upToDate
    this.#sight = new IntersectionObserver((entries) => this.#seen(entries), {
      root: scroll.container,
      rootMargin: PRELOAD_MARGIN,
    })
  }

  disconnect() {
    this.#sight.disconnect()
    this.#abort.abort()
  }

  /** Looks at the ends anew: each is reported once, and again only after rows have changed. */
  watch() {
    this.#sight.disconnect()
    const { first, last } = this.list
    if (first && !this.#startReached) this.#sight.observe(first)
    if (last && !this.upToDate) this.#sight.observe(last)
  }

  /** Shows the newest page, whatever was there. */
  async loadLatest() {
    await this.showLatest((await this.#fetch("")) ?? new DocumentFragment())
  }

  async showLatest(page: DocumentFragment) {
    await this.scroll.autoscroll(() => this.list.replace(page), { forced: true })
    this.#startReached = false
    this.#becomeUpToDate()
    this.watch()
  }

  /** Removes the oldest rows beyond what a page should carry, as far as they are out of sight. */
  async trimStart() {
    if (!this.list.overfull) return

    await this.scroll.anchorToEnd(() => {
      const { top } = this.scroll.container.getBoundingClientRect()
      if (this.list.trimStart((row) => row.getBoundingClientRect().bottom < top))
        this.#startReached = false
    })
  }

  async #trimEnd() {
    if (!this.list.overfull) return

    await this.scroll.anchorToStart(() => {
      const { bottom } = this.scroll.container.getBoundingClientRect()
      if (this.list.trimEnd((row) => row.getBoundingClientRect().top > bottom))
        this.upToDate = false
    })
  }

  #seen(entries: IntersectionObserverEntry[]) {
    const { first, last } = this.list
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue
      if (target === first && !this.#startReached) this.#loadBefore(first)
      if (target === last && !this.upToDate) this.#loadAfter(last)
    }
  }

  async #loadBefore(first: HTMLElement) {
    await this.#once("before", async () => {
      const page = await this.#fetch(`?before=${first.dataset.messageId}`)
      if (!page) {
        this.#startReached = true
        return
      }
      await this.scroll.anchorToEnd(() => this.list.prepend(page))
      await this.#trimEnd()
    })
  }

  async #loadAfter(last: HTMLElement) {
    await this.#once("after", async () => {
      const page = await this.#fetch(`?after=${last.dataset.messageId}`)
      if (!page) return this.#becomeUpToDate()

      await this.scroll.anchorToStart(() => this.list.append(page))
      await this.trimStart()
    })
  }

  // A failed request leaves its end as it was: it is asked for again when it next comes near.
  async #once(side: "before" | "after", load: () => Promise<void>) {
    if (this.#loading[side]) return
    this.#loading[side] = true
    try {
      await load()
      this.watch()
    } catch (error) {
      if (!this.#abort.signal.aborted) console.warn("Cannot load more messages", error)
    } finally {
      this.#loading[side] = false
    }
  }

  #becomeUpToDate() {
    this.upToDate = true
    this.options.onLatest()
  }

  async #fetch(query: string): Promise<DocumentFragment | null> {
    const response = await fetch(this.url + query, {
      headers: { accept: "text/html" },
      signal: this.#abort.signal,
    })
    if (response.status === 204) return null
    if (!response.ok) throw new Error(`${response.url} answered ${response.status}`)

    return parseHtml(await response.text())
  }
}
