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
    return this.#stored.at(0) ?? null
  }

  get last() {
    return this.#stored.at(-1) ?? null
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
    const found = document.getElementById(message.id)
    return found?.parentElement === this.element ? found : null
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

  /** Replaces all rows with a page, and keeps pending messages after it. */
  replace(page: DocumentFragment) {
    for (const message of [...page.children]) if (isMessage(message)) this.#keepIfEdited(message)
    const newIds = new Set([...page.children].map(({ id }) => id))
    const unsent = this.messages.filter((row) => !isStored(row) && !newIds.has(row.id))
    this.element.replaceChildren(page, ...unsent)
  }

  get isTooLong() {
    return this.#stored.length > MAX_ROWS + SLACK
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

function removeHidden(messages: HTMLElement[], isHidden: (message: HTMLElement) => boolean) {
  const end = messages.findIndex((message) => !isHidden(message) || isBeingEdited(message))
  const hidden = end === -1 ? messages : messages.slice(0, end)
  for (const message of hidden) message.remove()
  return hidden.length > 0
}
