import { isMessage, isStored, sortValue, updatedAt } from "./message"
import { isBeingEdited } from "./unsaved-edits"

const MAX_ROWS = 300
const SLACK = 20

/** The rows of a room, oldest first, as the page holds them. */
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

  /** Already shows `message`, or a later state of it. */
  hasCurrent(message: HTMLElement) {
    const shown = this.rowOf(message)
    return shown !== null && isStored(shown) && updatedAt(shown) >= updatedAt(message)
  }

  has(message: HTMLElement) {
    return this.rowOf(message) !== null
  }

  /** The row that shows `message`, in whatever state. */
  rowOf(message: HTMLElement) {
    const found = document.getElementById(message.id)
    return found?.parentElement === this.element ? found : null
  }

  /** Moves a row up, past all that come after it. */
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

  /** Puts a page of older messages before the first, under what opens the room. */
  prepend(page: DocumentFragment) {
    this.#dropKnown(page)
    this.element.insertBefore(page, this.first)
  }

  append(page: DocumentFragment) {
    this.#dropKnown(page)
    const last = this.last
    this.element.insertBefore(page, last ? last.nextSibling : null)
  }

  /** Shows one page instead, and after it what has not reached the server. */
  replace(page: DocumentFragment) {
    for (const message of [...page.children]) if (isMessage(message)) this.#keepWriting(message)
    const arriving = new Set([...page.children].map(({ id }) => id))
    const unsent = this.messages.filter((row) => !isStored(row) && !arriving.has(row.id))
    this.element.replaceChildren(page, ...unsent)
  }

  get overfull() {
    return this.#stored.length > MAX_ROWS + SLACK
  }

  /** Removes the oldest rows beyond what a page should carry, as far as `isSpare` allows. */
  trimStart(isSpare: (message: HTMLElement) => boolean) {
    return removeHidden(this.#stored.slice(0, -MAX_ROWS), isSpare)
  }

  trimEnd(isSpare: (message: HTMLElement) => boolean) {
    return removeHidden(this.#stored.slice(MAX_ROWS).reverse(), isSpare)
  }

  #keepWriting(message: HTMLElement) {
    const shown = this.rowOf(message)
    if (shown && isBeingEdited(shown)) message.replaceWith(shown)
  }

  #dropKnown(page: DocumentFragment) {
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

function removeHidden(messages: HTMLElement[], isSpare: (message: HTMLElement) => boolean) {
  const end = messages.findIndex((message) => !isSpare(message) || isBeingEdited(message))
  const spare = end === -1 ? messages : messages.slice(0, end)
  for (const message of spare) message.remove()
  return spare.length > 0
}
