import type { MessageStamp } from "./grouping"

/** A row of the list that is a message: the welcome card is none. */
export function isMessage(node: Node | null): node is HTMLElement {
  return node instanceof HTMLElement && node.classList.contains("message")
}

/** The server has it: what the browser only drew has no id there. */
export function isStored(message: HTMLElement): boolean {
  return message.dataset.messageId !== undefined
}

export function stampOf(message: Element | null): MessageStamp | null {
  if (!isMessage(message)) return null

  const { userId, messageTimestamp } = message.dataset
  return userId && messageTimestamp ? { userId, sentAt: Number(messageTimestamp) } : null
}

export function updatedAt(message: HTMLElement): number {
  return Number(message.dataset.messageUpdatedAt ?? 0)
}

/** What is on its way goes last: it will get the latest place. Anything else without one stays. */
export function sortValue(row: Element | null): number {
  if (!isMessage(row)) return 0
  if (isStored(row)) return Number(row.dataset.sortValue ?? 0)
  return row.classList.contains("message--failed") ? 0 : Number.POSITIVE_INFINITY
}
