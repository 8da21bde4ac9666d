import { isEmojiOnly } from "../../../messages/body/emoji-only"
import { actionIn } from "../../../messages/commands/action"
import { soundIn } from "../../../messages/sounds/names"
import { displaySize } from "../../../platform/files/pictures/display-size"
import { domId } from "../../../platform/ui/dom-id"
import { arrangeAround } from "../messages/grouping/gallery"
import { scrollManagerOf } from "../messages/scroll-manager"
import { expandAttachments } from "./attachments"
import type { Preview } from "./previews"

const FAILED = "message--failed"

// A picture of at least this size has room for the overlay: name, progress and cancel button.
const MIN_OVERLAY = { width: 200, height: 72 }

export type PendingMessage = {
  clientId: string
  html: string
  plain: string
  /** Sent instead of text. */
  file?: File
  preview?: Preview | null
  /** Upload progress. */
  percent?: number
}

/**
 * Renders a message that the server has not stored yet, from the template in the page.
 *
 * @param sentAt epoch milliseconds, by the browser's clock
 */
export function renderPending(
  template: HTMLTemplateElement,
  pending: PendingMessage,
  sentAt: number,
) {
  const message = document.importNode(template.content, true).querySelector<HTMLElement>(".message")
  if (!message) throw new Error("The pending template holds no message")

  message.classList.toggle("message--emoji", isEmojiOnly(pending.plain.trim()))
  message.dataset.messageTimestamp = String(sentAt)
  for (const time of message.querySelectorAll("time"))
    time.dateTime = new Date(sentAt).toISOString()
  if (pending.file) fillWithUpload(template, message, pending, pending.file)
  else fill(message, pending)
  setIds(message, pending.clientId)
  return message
}

export function pendingElement(clientId: string) {
  return document.getElementById(domId("message", clientId))
}

/** Shows under the message why it was not sent. */
export function markFailed(message: HTMLElement | null, reason: string) {
  if (!message) return

  scrollManagerOf(message).autoscroll(() => {
    message.classList.add(FAILED)
    arrangeAround(message)
    const text = message.querySelector(".message__failure > span")
    if (text) text.textContent = `Not sent. ${reason}`
  })
}

export function markSending(message: HTMLElement | null) {
  message?.classList.remove(FAILED)
  if (message) arrangeAround(message)
  showProgress(message, 0)
}

/** Shows upload progress in whole percents. */
export function showProgress(message: HTMLElement | null, percent: number) {
  const upload = message?.querySelector<HTMLElement>(".message__pending-upload")
  upload?.style.setProperty("--percentage", `${percent}%`)
  upload?.querySelector(".message__upload-progress")?.replaceChildren(`${percent}%`)
}

function fill(message: HTMLElement, { html, plain }: PendingMessage) {
  const author = message.querySelector(".message__author strong")?.innerHTML ?? ""
  const presentation = message.querySelector(".message__presentation")
  const sound = soundIn(plain)
  if (!presentation) return
  if (sound) presentation.textContent = `Playing ${sound}…`
  else presentation.innerHTML = `<div class="trix-content">${actionIn(html, author) ?? html}</div>`
  expandAttachments(presentation)
  setDirections(presentation)
}

// As the server's `withDirections`.
function setDirections(presentation: Element) {
  const blocks = presentation.querySelectorAll<HTMLElement>("blockquote, li, ol, table, ul")
  for (const block of blocks) block.dir = "auto"
  for (const code of presentation.querySelectorAll<HTMLElement>("code, pre")) code.dir = "ltr"
}

function fillWithUpload(
  template: HTMLTemplateElement,
  message: HTMLElement,
  { preview, percent = 0 }: PendingMessage,
  { name }: File,
) {
  const upload = template.content.querySelector(".message__pending-upload")?.cloneNode(true)
  if (!(upload instanceof HTMLElement)) return

  upload.querySelector(".message__file-name")?.append(name)
  const cancel = upload.querySelector("button")
  if (cancel) cancel.title = `Cancel ${name}`
  cancel?.querySelector("span")?.append(cancel.title)
  if (preview) showPreview(upload, preview, name)
  message.querySelector(".message__presentation")?.replaceChildren(upload)
  showProgress(message, percent)
}

// Has the size of the server's thumbnail, so the layout does not shift when that arrives.
function showPreview(upload: HTMLElement, preview: Preview, name: string) {
  const [width, height] = displaySize(preview.width, preview.height)
  const picture = new Image(width, height)
  picture.className = "message__attachment"
  picture.src = preview.url
  picture.alt = name
  upload.querySelector(".message__file-icon")?.replaceWith(picture)
  upload.toggleAttribute("data-picture", true)
  upload.toggleAttribute("data-tiny", width < MIN_OVERLAY.width || height < MIN_OVERLAY.height)
}

// The ids of the server's own message, which then replaces this one.
function setIds(message: HTMLElement, clientId: string) {
  const idOf = (part: string) => domId("message", clientId, part)
  message.id = domId("message", clientId)
  message.setAttribute("aria-labelledby", idOf("heading"))
  message.querySelector(".message__heading")?.setAttribute("id", idOf("heading"))
  message.querySelector(".message__presentation")?.setAttribute("id", idOf("presentation"))
}

const TEMPLATE = "xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx"

/** A random UUID. `crypto.randomUUID` is missing on plain HTTP, as in a local network. */
export function uuid(): string {
  return TEMPLATE.replace(/[xy]/g, (place) => {
    const digit = crypto.getRandomValues(new Uint8Array(1)).at(0) ?? 0
    return (place === "x" ? digit & 0xf : (digit & 0x3) | 0x8).toString(16)
  })
}
