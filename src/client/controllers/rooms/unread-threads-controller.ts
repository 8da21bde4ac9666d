import { Controller } from "@hotwired/stimulus"
import { unreadThreads } from "../../models/rooms/unread-threads"

/** Marks unread threads, and the link to the threads page. */
export default class extends Controller<HTMLElement> {
  static override targets = ["any", "thread"]
  static classes = ["unread"]

  declare readonly anyTargets: HTMLElement[]
  declare readonly threadTargets: HTMLElement[]
  declare readonly unreadClass: string

  anyTargetConnected(link: HTMLElement) {
    this.#mark(link)
  }

  threadTargetConnected(link: HTMLElement) {
    this.#mark(link)
  }

  show() {
    for (const link of [...this.anyTargets, ...this.threadTargets]) this.#mark(link)
  }

  #mark(link: HTMLElement) {
    const unread = unreadThreads()
    if (!unread) return
    const { threadId } = link.dataset
    const isUnread = threadId === undefined ? unread.size > 0 : unread.has(Number(threadId))
    link.classList.toggle(this.unreadClass, isUnread)
  }
}
