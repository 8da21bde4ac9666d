/** Within this of its end a list is being followed. */
const NEAR_END = 100

const managers = new WeakMap<HTMLElement, ScrollManager>()

/** The one manager of a scrolling element, whoever asks. */
export function scrollManagerOf(element: HTMLElement): ScrollManager {
  const container = scrollContainerOf(element)
  const manager = managers.get(container) ?? new ScrollManager(container)
  managers.set(container, manager)
  return manager
}

/**
 * Changes a scrolling list and leaves its reader in place. The changes wait for one another:
 * each measures before and after, and another's growth in between would be taken for its own.
 */
export class ScrollManager {
  /** The end is in view, or as good as. */
  following = false
  #top = 0
  #height = 0
  #queue: Promise<unknown> = Promise.resolve()
  #laidOut = new ResizeObserver(() => this.#stayAtEnd())

  constructor(readonly container: HTMLElement) {
    // The browser's own anchoring would correct what is already corrected here.
    container.style.overflowAnchor = "none"
    container.addEventListener("scroll", () => this.#notice(), { passive: true })
    // What one adds oneself to a row, such as a boost, comes in a frame and not as a stream.
    container.addEventListener("turbo:frame-render", () => this.#stayAtEnd())
    this.#watchSizes()
  }

  /**
   * Follows the end through a change, if its reader does or `forced` says so.
   *
   * @returns whether the end stays in view
   */
  autoscroll(change: () => unknown, { forced = false } = {}): Promise<boolean> {
    return this.#enqueue(async () => {
      if (forced) this.following = true
      await change()
      this.#watchSizes()
      return this.following
    })
  }

  /** Keeps what is read in place while rows come or go above it. */
  anchorToEnd(change: () => unknown): Promise<void> {
    return this.#enqueue(() => this.#shift(change))
  }

  /** Keeps what is read in place while rows come or go below it. */
  anchorToStart(change: () => unknown): Promise<void> {
    return this.#enqueue(() => this.#stay(change))
  }

  /** Keeps what is read in place while `target` changes its height or goes. */
  anchorAround(target: Element, change: () => unknown): Promise<void> {
    return this.#enqueue(() =>
      this.#startsInOrAboveView(target) ? this.#shift(change) : this.#stay(change),
    )
  }

  /** Brings an element to the middle at once. */
  center(element: Element): Promise<void> {
    return this.#enqueue(async () => {
      element.scrollIntoView({ block: "center", behavior: "instant" })
    })
  }

  async #shift(change: () => unknown) {
    const { scrollHeight, scrollTop } = this.container
    await change()
    this.#scrollTo(scrollTop + this.container.scrollHeight - scrollHeight)
  }

  async #stay(change: () => unknown) {
    const { scrollTop } = this.container
    await change()
    this.#scrollTo(scrollTop)
  }

  #stayAtEnd() {
    if (this.following) this.#scrollTo(this.container.scrollHeight)
  }

  // To measure in a change would lay out the page anew for each of a hundred messages. Observers
  // report once, after the frame's only layout and before it is painted: also when a growing
  // composer takes room from the list, or the last message says that it failed.
  #watchSizes() {
    this.#laidOut.disconnect()
    this.#laidOut.observe(this.container)
    const last = this.container.lastElementChild
    if (last) this.#laidOut.observe(last)
  }

  // Only a move up ends the following: what has grown since the last frame is about to be followed.
  #notice() {
    const { scrollHeight, scrollTop, clientHeight } = this.container
    // A list that has got more room, as from a composer that was sent, moves up by itself.
    const movedUp = scrollTop < this.#top - Math.max(0, clientHeight - this.#height)
    this.#remember()
    if (this.following && !movedUp) return

    this.following = scrollHeight - scrollTop - clientHeight <= NEAR_END
  }

  #startsInOrAboveView(target: Element) {
    return target.getBoundingClientRect().top < this.container.getBoundingClientRect().bottom
  }

  #scrollTo(top: number) {
    this.container.scrollTo({ top, behavior: "instant" })
    this.#remember()
  }

  #remember() {
    this.#top = this.container.scrollTop
    this.#height = this.container.clientHeight
  }

  #enqueue<T>(change: () => Promise<T>): Promise<T> {
    const done = this.#queue.then(change)
    this.#queue = done.catch(() => {})
    return done
  }
}

function scrollContainerOf(element: HTMLElement) {
  for (let each: HTMLElement | null = element; each; each = each.parentElement)
    if (/auto|scroll/.test(getComputedStyle(each).overflowY)) return each
  return element
}
