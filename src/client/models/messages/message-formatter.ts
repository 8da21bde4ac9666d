import { Current } from "../../page/current"
import { continuesGroup, startsDay } from "./grouping/grouping"
import { isMessage, pathOf, stampOf } from "./message"

export type MessageClasses = {
  firstOfDay: string
  formatted: string
  me: string
  mentioned: string
  threaded: string
}

/**
 * Adds the classes that depend on a message's neighbours and on the viewer: the server renders the
 * same HTML for everyone.
 */
export class MessageFormatter {
  readonly #viewerId = String(Current.user.id)

  constructor(readonly classes: MessageClasses) {}

  format(message: Node | null) {
    if (!isMessage(message)) return

    const stamp = stampOf(message)
    const previous = stampOf(message.previousElementSibling)
    const { classList } = message
    classList.toggle(this.classes.me, message.dataset.userId === this.#viewerId)
    classList.toggle(this.classes.threaded, stamp !== null && continuesGroup(previous, stamp))
    classList.toggle(this.classes.firstOfDay, stamp !== null && startsDay(previous, stamp))
    classList.add(this.classes.formatted)
  }

  formatBody(body: HTMLElement) {
    copyStateToMessage(body)
    const mentioned =
      body.querySelector(`[data-user-id="${this.#viewerId}"], [data-everyone]`) !== null
    body.closest(".message")?.classList.toggle(this.classes.mentioned, mentioned)
    body.querySelectorAll("a").forEach(setLinkTarget)
    for (const block of body.querySelectorAll<HTMLElement>("pre, table")) enhanceBlock(block)
    for (const player of body.querySelectorAll<HTMLMediaElement>("audio, video"))
      selectSource(player)
  }
}

/**
 * A player that was parsed into a template fails to select its source there, and does not try again
 * when it is inserted into the page.
 */
function selectSource(player: HTMLMediaElement) {
  if (player.networkState === player.NETWORK_NO_SOURCE) player.load()
}

// An edit replaces only the body, so its new state is copied to the message element.
function copyStateToMessage(body: HTMLElement) {
  const message = body.closest<HTMLElement>(".message")
  const { updatedAt, emoji, edited } = body.dataset
  if (!message || updatedAt === undefined) return

  message.dataset.messageUpdatedAt = String(Math.max(Number(updatedAt), knownUpdatedAt(message)))
  message.classList.toggle("message--emoji", emoji !== undefined)
  if (edited !== undefined && !message.querySelector(".message__edited"))
    body.after(versionsLink(message))
}

/** As the server renders it for a message that was edited before. */
function versionsLink(message: HTMLElement) {
  const link = document.createElement("a")
  link.className = "message__edited"
  link.href = `${pathOf(message)}/versions`
  link.dataset.turboFrame = "message_versions"
  link.textContent = "edited"
  return link
}

const knownUpdatedAt = ({ dataset }: HTMLElement) => Number(dataset.messageUpdatedAt ?? 0)

// Loaded on demand: most pages have neither code nor tables.
async function enhanceBlock(block: HTMLElement) {
  try {
    const { watchScrolling } = await import("./scrolling-block")
    watchScrolling(block)
    if (block.localName === "pre") await highlight(block)
  } catch {
    // The script cannot be loaded, for example offline: the block stays plain.
  }
}

async function highlight(pre: HTMLElement) {
  await import("../../code/prism")
  const code = await import("../../code/highlight")
  code.highlight(pre)
}

function setLinkTarget(link: HTMLAnchorElement) {
  const isInternal = link.origin === location.origin
  link.target = isInternal ? "_top" : "_blank"
  if (!isInternal) link.relList.add("noopener")
}
