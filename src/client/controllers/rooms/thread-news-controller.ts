import { Controller } from "@hotwired/stimulus"
import { subscribe } from "../../cable/cable"
import { PermanentSubscription } from "../../cable/permanent-subscription"
import { markThread, setUnread } from "../../models/rooms/unread-threads"

type News = { threads?: number[]; thread_id?: number; unread?: boolean }

/** Hears in which threads something is unread, and in which no longer. */
export default class extends Controller<HTMLElement> {
  #news = new PermanentSubscription(this.element, () =>
    subscribe("UnreadThreadsChannel", {}, { received: (news: News) => this.#hear(news) }),
  )

  override connect() {
    this.#news.connect()
  }

  override disconnect() {
    this.#news.disconnect()
  }

  read({ detail: { threadId } }: CustomEvent<{ threadId: number }>) {
    markThread(threadId, false)
  }

  #hear({ threads, thread_id, unread = false }: News) {
    if (threads) setUnread(threads)
    if (thread_id !== undefined) markThread(thread_id, unread)
  }
}
