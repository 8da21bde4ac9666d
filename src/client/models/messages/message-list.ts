import { isMessage, isStored, sortValue, updatedAt } from "./message"
import { isBeingEdited } from "./unsaved-edits"

const MAX_ROWS = 300
const SLACK = 20

/** The message rows in the page, oldest first. */
export class MessageList {
  constructor(readonly element: HTMLElement) {}

  get messages(): HTMLElement[] {
    return [...this.element.children].filter(isMessage)
  }

  get first() {
    return storedFrom(this.element.firstElementChild, (row) => row.nextElementSibling)
  }

  get last() {
    return storedFrom(this.element.lastElementChild, (row) => row.previousElementSibling)
  }

  withId(id: string | undefined) {
    return this.messages.find((message) => message.dataset.messageId === id) ?? null
  }

  /** Whether the page shows this version of `message`, or a later one. */
  hasCurrent(message: HTMLElement) {
    const shown = this.rowOf(message)
    return shown !== null && isStored(shown) && updatedAt(shown) >= updatedAt(message)
  }

  has(message: HTMLElement) {
    return this.rowOf(message) !== null
  }

  /** The row of `message`, in any version. */
  rowOf(message: HTMLElement) {
    return this.rowWithId(message.id)
  }

  /** The row with this DOM id. */
  rowWithId(id: string) {
    const found = document.getElementById(id)
    return found?.parentElement === this.element ? found : null
  }

  /** The row that a selector finds. */
  matching(selector: string) {
    const found = selector ? document.querySelector<HTMLElement>(selector) : null
    return found?.parentElement === this.element ? found : null
  }

  /** Adds new messages at the end. A row that shows one of them in an older version goes. */
  add(messages: DocumentFragment) {
    for (const message of messages.children) this.rowWithId(message.id)?.remove()
    this.element.append(messages)
  }

  /** Moves a row before the rows with a larger sort value. */
  moveIntoOrder(message: HTMLElement) {
    let successor: Element | null = null
    for (
      let row = message.previousElementSibling;
      row && sortValue(row) > sortValue(message);
      row = row.previousElementSibling
    )
      successor = row
    if (successor) this.element.insertBefore(message, successor)
  }

  /** Inserts a page of older messages before the first one, below the welcome card. */
  prepend(page: DocumentFragment) {
    this.#removeDuplicates(page)
    this.element.insertBefore(page, this.first)
  }

  append(page: DocumentFragment) {
    this.#removeDuplicates(page)
    const last = this.last
    this.element.insertBefore(page, last ? last.nextSibling : null)
  }

  /** Replaces all rows with the newest page, and keeps pending and newer messages after it. */
  replace(page: DocumentFragment) {
    const rows = [...page.children].filter(isMessage)
    for (const message of rows) this.#keepIfEdited(message)
    const newIds = new Set(rows.map(({ id }) => id))
    const end = rows.length > 0 ? sortValue(rows.at(-1) ?? null) : Number.POSITIVE_INFINITY
    // A message may arrive while the page is on its way.
    const newer = this.messages.filter(
      (row) => !newIds.has(row.id) && (!isStored(row) || sortValue(row) >= end),
    )
    this.element.replaceChildren(page, ...newer)
  }

  /**
   * Removes the stored rows behind a gap; paging loads them again, after those that are missing. Text
   * in an editor there is kept as its draft.
   *
   * @param gap when the first missing message was sent, in epoch milliseconds
   */
  removeBehind(gap: number) {
    for (const row of this.#stored) if (sortValue(row) >= gap) row.remove()
  }

  get isTooLong() {
    const limit = MAX_ROWS + SLACK
    // Counting elements is cheap, and enough as long as the list is short.
    return this.element.childElementCount > limit && this.#stored.length > limit
  }

  /** Removes the oldest rows beyond MAX_ROWS, up to the first for which `isHidden` is false. */
  trimStart(isHidden: (message: HTMLElement) => boolean) {
    return removeHidden(this.#stored.slice(0, -MAX_ROWS), isHidden)
  }

  trimEnd(isHidden: (message: HTMLElement) => boolean) {
    return removeHidden(this.#stored.slice(MAX_ROWS).reverse(), isHidden)
  }

  #keepIfEdited(message: HTMLElement) {
    const shown = this.rowOf(message)
    if (shown && isBeingEdited(shown)) message.replaceWith(shown)
  }

  #removeDuplicates(page: DocumentFragment) {
    for (const message of [...page.children].filter(isMessage)) {
      const shown = this.rowOf(message)
      if (shown && isBeingEdited(shown)) message.remove()
      else shown?.remove()
    }
  }

  get #stored() {
    return this.messages.filter(isStored)
  }
}

/** The first stored message from `row` on, in the direction of `next`. */
function storedFrom(row: Element | null, next: (row: Element) => Element | null) {
  for (let at = row; at; at = next(at)) if (isMessage(at) && isStored(at)) return at
  return null
}

function removeHidden(messages: HTMLElement[], isHidden: (message: HTMLElement) => boolean) {
  const end = messages.findIndex((message) => !isHidden(message) || isBeingEdited(message))
  const hidden = end === -1 ? messages : messages.slice(0, end)
  for (const message of hidden) message.remove()
  return hidden.length > 0
}
