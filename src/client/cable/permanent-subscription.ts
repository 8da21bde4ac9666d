import type { Subscription } from "@rails/actioncable"
import { nextFrame } from "../page/timing"

/** The subscription of an element that Turbo carries from page to page without ending it. */
export class PermanentSubscription {
  #subscription: Subscription | null = null

  constructor(
    readonly element: Element,
    readonly open: () => Subscription,
  ) {}

  connect() {
    this.#subscription ??= this.open()
  }

  // A permanent element leaves one page and enters the next within a frame.
  async disconnect() {
    await nextFrame()
    if (this.element.isConnected) return

    this.#subscription?.unsubscribe()
    this.#subscription = null
  }
}
