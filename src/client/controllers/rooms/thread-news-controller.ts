import { Controller } from "@hotwired/stimulus"
import { subscribe } from "../../cable/cable"
import { PermanentSubscription } from "../../cable/permanent-subscription"
import { markThread, setUnread } from "../../models/rooms/unread-threads"

type ThreadUpdate = { threads?: number[]; thread_id?: number; unread?: boolean }

/** Receives which threads are unread. */
export default class extends Controller<HTMLElement> {
  #subscription = new PermanentSubscription(this.element, () =>
    subscribe(
      "UnreadThreadsChannel",
      {},
      { received: (update: ThreadUpdate) => this.#receive(update) },
    ),
  )

  override connect() {
    this.#subscription.connect()
  }

  override disconnect() {
    this.#subscription.disconnect()
  }

  read({ detail: { threadId } }: CustomEvent<{ threadId: number }>) {
    markThread(threadId, false)
  }

  #receive({ threads, thread_id, unread = false }: ThreadUpdate) {
    if (threads) setUnread(threads)
    if (thread_id !== undefined) markThread(thread_id, unread)
  }
}
