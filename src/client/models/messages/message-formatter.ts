import { Current } from "../../page/current"
import { continuesGroup, startsDay } from "./grouping"
import { isMessage, stampOf } from "./message"

export type MessageClasses = {
  firstOfDay: string
  formatted: string
  me: string
  mentioned: string
  threaded: string
}

/** Adds to a message what its neighbours and its reader make of it; the server draws one for all. */
export class MessageFormatter {
  readonly #reader = String(Current.user.id)

  constructor(readonly classes: MessageClasses) {}

  format(message: Node | null) {
    if (!isMessage(message)) return

    const stamp = stampOf(message)
    const previous = stampOf(message.previousElementSibling)
    const { classList } = message
    classList.toggle(this.classes.me, message.dataset.userId === this.#reader)
    classList.toggle(this.classes.threaded, stamp !== null && continuesGroup(previous, stamp))
    classList.toggle(this.classes.firstOfDay, stamp !== null && startsDay(previous, stamp))
    classList.add(this.classes.formatted)
  }

  formatBody(body: HTMLElement) {
    copyStateToMessage(body)
    const mentioned =
      body.querySelector(`[data-user-id="${this.#reader}"], [data-everyone]`) !== null
    body.closest(".message")?.classList.toggle(this.classes.mentioned, mentioned)
    body.querySelectorAll("a").forEach(setLinkTarget)
    for (const block of body.querySelectorAll<HTMLElement>("pre, table")) enhanceBlock(block)
  }
}

// What an edit brings new with the words also holds for the message around them.
function copyStateToMessage(body: HTMLElement) {
  const message = body.closest<HTMLElement>(".message")
  const { updatedAt, emoji } = body.dataset
  if (!message || updatedAt === undefined) return

  message.dataset.messageUpdatedAt = String(Math.max(Number(updatedAt), knownUpdatedAt(message)))
  message.classList.toggle("message--emoji", emoji !== undefined)
}

const knownUpdatedAt = ({ dataset }: HTMLElement) => Number(dataset.messageUpdatedAt ?? 0)

// Most pages have neither code nor tables, and those that have are read before these are loaded.
async function enhanceBlock(block: HTMLElement) {
  try {
    const { watchScrolling } = await import("./scrolling-block")
    watchScrolling(block)
    if (block.localName === "pre") await highlight(block)
  } catch {
    // Offline, perhaps: it can be read as it is.
  }
}

async function highlight(pre: HTMLElement) {
  await import("../../code/prism")
  const code = await import("../../code/highlight")
  code.highlight(pre)
}

function setLinkTarget(link: HTMLAnchorElement) {
  const ours = link.origin === location.origin
  link.target = ours ? "_top" : "_blank"
  if (!ours) link.relList.add("noopener")
}
