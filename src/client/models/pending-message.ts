import { isEmojiOnly } from "../../messages/rich-text/emoji-only"
import { scrollManagerOf } from "./scroll-manager"

const FAILED = "message--failed"

export type Draft = { clientId: string; html: string; plain: string }

/**
 * Draws a message that the server does not have yet, from the markup it has given for that.
 *
 * @param sentAt epoch milliseconds, by this browser's clock
 */
export function drawPending(template: HTMLTemplateElement, draft: Draft, sentAt: number) {
  const message = document.importNode(template.content, true).querySelector<HTMLElement>(".message")
  if (!message) throw new Error("The pending template holds no message")

  message.classList.toggle("message--emoji", isEmojiOnly(draft.plain.trim()))
  message.dataset.messageTimestamp = String(sentAt)
  for (const time of message.querySelectorAll("time"))
    time.dateTime = new Date(sentAt).toISOString()
  fill(message, draft.html)
  name(message, `message_${draft.clientId}`)
  return message
}

export function pendingMessage(clientId: string) {
  return document.getElementById(`message_${clientId}`)
}

export function clientIdOf(message: Element) {
  return message.id.replace(/^message_/, "")
}

/** Says under the message why it is not sent, in view of whoever follows the end of the list. */
export function markFailed(message: HTMLElement | null, reason: string) {
  if (!message) return

  scrollManagerOf(message).autoscroll(() => {
    message.classList.add(FAILED)
    const said = message.querySelector(".message__failure > span")
    if (said) said.textContent = `Not sent. ${reason}`
  })
}

export function markUnderway(message: Element | null) {
  message?.classList.remove(FAILED)
}

function fill(message: HTMLElement, html: string) {
  const presentation = message.querySelector(".message__presentation")
  if (presentation) presentation.innerHTML = `<div class="trix-content">${html}</div>`
}

// The ids that the server's own message will have, so that it takes this one's place.
function name(message: HTMLElement, id: string) {
  message.id = id
  message.setAttribute("aria-labelledby", `heading_${id}`)
  message.querySelector(".message__heading")?.setAttribute("id", `heading_${id}`)
  message.querySelector(".message__presentation")?.setAttribute("id", `presentation_${id}`)
  message.querySelector("turbo-frame")?.setAttribute("id", `edit_${id}`)
}
