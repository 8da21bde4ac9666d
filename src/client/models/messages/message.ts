import type { MessageStamp } from "./grouping/grouping"

/** Whether a node of the list is a message: the welcome card is not. */
export function isMessage(node: Node | null): node is HTMLElement {
  return node instanceof HTMLElement && node.classList.contains("message")
}

/** Whether the server has stored it: a pending message has no id. */
export function isStored(message: HTMLElement): boolean {
  return message.dataset.messageId !== undefined
}

/** The `client_message_id`, from which the ids of its parts derive. */
export function clientIdOf(message: Element): string {
  return message.id.replace(/^message_/, "")
}

/** The path of a stored message, below which its editor is. */
export function pathOf(message: Element): string {
  const permalink = message.querySelector(".message__permalink")?.getAttribute("href") ?? ""
  return permalink.replace("/@", "/messages/")
}

export function stampOf(message: Element | null): MessageStamp | null {
  if (!isMessage(message)) return null

  const { userId, messageTimestamp } = message.dataset
  return userId && messageTimestamp ? { userId, sentAt: Number(messageTimestamp) } : null
}

export function updatedAt(message: HTMLElement): number {
  return Number(message.dataset.messageUpdatedAt ?? 0)
}

/** Sort key of a row. Pending messages sort last; other rows without a value stay in place. */
export function sortValue(row: Element | null): number {
  if (!isMessage(row)) return 0
  if (isStored(row)) return Number(row.dataset.sortValue ?? 0)
  return row.classList.contains("message--failed") ? 0 : Number.POSITIVE_INFINITY
}
