import type { Subscription } from "@rails/actioncable"
import { nextFrame } from "../page/timing"

/** A subscription of a permanent element, which survives Turbo visits. */
export class PermanentSubscription {
  #subscription: Subscription | null = null

  constructor(
    readonly element: Element,
    readonly open: () => Subscription,
  ) {}

  connect() {
    this.#subscription ??= this.open()
  }

  // Turbo moves a permanent element to the next page within a frame.
  async disconnect() {
    await nextFrame()
    if (this.element.isConnected) return

    this.#subscription?.unsubscribe()
    this.#subscription = null
  }
}
