/** A list scrolled to within this many pixels of its end follows new messages. */
const NEAR_END = 100

const managers = new WeakMap<HTMLElement, ScrollManager>()

/** The manager of the scroll container around `element`: one per container. */
export function scrollManagerOf(element: HTMLElement): ScrollManager {
  const container = scrollContainerOf(element)
  const manager = managers.get(container) ?? new ScrollManager(container)
  managers.set(container, manager)
  return manager
}

/**
 * Changes a scrolling list without moving what the reader sees. Changes run one at a time, because
 * each measures the height before and after.
 */
export class ScrollManager {
  /** Whether the list is at its end, and scrolls along with new messages. */
  following = false
  #top = 0
  #height = 0
  #queue: Promise<unknown> = Promise.resolve()
  #resizes = new ResizeObserver(() => this.#scrollToEnd())

  constructor(readonly container: HTMLElement) {
    // The browser's scroll anchoring would correct the position a second time.
    container.style.overflowAnchor = "none"
    container.addEventListener("scroll", () => this.#updateFollowing(), { passive: true })
    // The user's own boosts arrive in a frame, not in a stream.
    container.addEventListener("turbo:frame-render", () => this.#scrollToEnd())
    this.#watchSizes()
  }

  /**
   * Scrolls to the end after a change, if the list was at its end or `forced` is set.
   *
   * @returns whether the list is at its end
   */
  autoscroll(change: () => unknown, { forced = false } = {}): Promise<boolean> {
    return this.#enqueue(async () => {
      if (forced) this.following = true
      await change()
      this.#watchSizes()
      return this.following
    })
  }

  /** Keeps the distance to the end while rows above the viewport change. */
  anchorToEnd(change: () => unknown): Promise<void> {
    return this.#enqueue(() => this.#keepEnd(change))
  }

  /** Keeps the scroll position while rows below the viewport change. */
  anchorToStart(change: () => unknown): Promise<void> {
    return this.#enqueue(() => this.#keepStart(change))
  }

  /** Keeps the visible rows in place while `target` changes its height or is removed. */
  anchorAround(target: Element, change: () => unknown): Promise<void> {
    return this.#enqueue(() =>
      this.#startsInOrAboveView(target) ? this.#keepEnd(change) : this.#keepStart(change),
    )
  }

  /** Scrolls an element to the centre without animation. */
  center(element: Element): Promise<void> {
    return this.#enqueue(async () => {
      element.scrollIntoView({ block: "center", behavior: "instant" })
    })
  }

  async #keepEnd(change: () => unknown) {
    const { scrollHeight, scrollTop } = this.container
    await change()
    this.#scrollTo(scrollTop + this.container.scrollHeight - scrollHeight)
  }

  async #keepStart(change: () => unknown) {
    const { scrollTop } = this.container
    await change()
    this.#scrollTo(scrollTop)
  }

  #scrollToEnd() {
    if (this.following) this.#scrollTo(this.container.scrollHeight)
  }

  // Measuring inside each change would force a layout per message. A ResizeObserver reports once per
  // frame, between layout and paint, also when the composer grows or the last message fails.
  #watchSizes() {
    this.#resizes.disconnect()
    this.#resizes.observe(this.container)
    const last = this.container.lastElementChild
    if (last) this.#resizes.observe(last)
  }

  // Only scrolling up stops following: growth since the last frame is still to be followed.
  #updateFollowing() {
    const { scrollHeight, scrollTop, clientHeight } = this.container
    // A taller viewport, as when the composer shrinks after a submit, also lowers scrollTop.
    const movedUp = scrollTop < this.#top - Math.max(0, clientHeight - this.#height)
    this.#storePosition()
    if (this.following && !movedUp) return

    this.following = scrollHeight - scrollTop - clientHeight <= NEAR_END
  }

  #startsInOrAboveView(target: Element) {
    return target.getBoundingClientRect().top < this.container.getBoundingClientRect().bottom
  }

  #scrollTo(top: number) {
    this.container.scrollTo({ top, behavior: "instant" })
    this.#storePosition()
  }

  #storePosition() {
    this.#top = this.container.scrollTop
    this.#height = this.container.clientHeight
  }

  #enqueue<T>(change: () => Promise<T>): Promise<T> {
    const done = this.#queue.then(change)
    this.#queue = done.catch(() => {})
    return done
  }
}

// By class: to ask for the computed style would style the whole new page before the scripts have
// changed it, and then again.
function scrollContainerOf(element: HTMLElement) {
  const closest = (container: string) => element.closest<HTMLElement>(container)
  return closest(".message-area__scroll") ?? closest(".messages") ?? element
}
