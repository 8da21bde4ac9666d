import { parseHtml } from "../../page/html"
import { keepLocalPicture, releaseLocalPicture } from "../messages/local-pictures"
import {
  markFailed,
  markSending,
  type PendingMessage,
  pendingElement,
  showProgress,
} from "./pending-message"

/** A message that is being sent, with the error of the last attempt. */
export type OutgoingMessage = PendingMessage & { url: string; listId: string; error?: string }

type ServerReply = { ok: boolean; status: number; redirected: boolean; text: string }

const POST_TIMEOUT_MS = 20_000
const ACCEPTED = "text/vnd.turbo-stream.html, text/html"

// Messages that the server has not stored yet, by client id. They survive Turbo visits: opening
// another room neither stops a request nor loses a failed message.
const outbox = new Map<string, OutgoingMessage>()

// Each queue sends one message at a time, because parallel requests could arrive out of order. Text
// has its own queue, so that it does not wait for slow uploads.
const queues: Record<"text" | "files", Promise<unknown>> = {
  text: Promise.resolve(),
  files: Promise.resolve(),
}

// Aborts the upload of a message, by client id.
const running = new Map<string, AbortController>()

/** The messages of one list that the server has not stored yet. */
export function unsentMessages(listId: string): OutgoingMessage[] {
  return [...outbox.values()].filter((message) => message.listId === listId)
}

/** Sends a message that the page already shows. On failure its row shows the error. */
export function enqueueMessage(message: OutgoingMessage) {
  if (outbox.size === 0) addEventListener("beforeunload", confirmLeaving)
  outbox.set(message.clientId, message)
  const kind = message.file ? "files" : "text"
  queues[kind] = queues[kind].then(() => deliver(message))
}

/** Sends a failed message again. The client id stays the same, so the server stores it once. */
export function retrySending(clientId: string) {
  const message = outbox.get(clientId)
  if (!message) return

  markSending(pendingElement(clientId))
  enqueueMessage({ ...message, error: undefined })
}

/** Removes a failed message, and returns its HTML for the composer. */
export function takeUnsentHtml(clientId: string): string {
  const html = outbox.get(clientId)?.html ?? ""
  removeFromOutbox(clientId)
  return html
}

/** Removes a message that the server has stored, or that will not be sent. */
export function removeFromOutbox(clientId: string) {
  const message = outbox.get(clientId)
  outbox.delete(clientId)
  if (outbox.size === 0) removeEventListener("beforeunload", confirmLeaving)
  if (message?.file && message.preview) keepLocalPicture(clientId, message.file)
}

/** Removes a message, and aborts its upload. */
export function cancelSending(clientId: string) {
  const file = outbox.get(clientId)?.file
  removeFromOutbox(clientId)
  running.get(clientId)?.abort()
  if (file) releaseLocalPicture(clientId)
}

async function deliver(message: OutgoingMessage) {
  // It was cancelled while it waited in the queue.
  if (outbox.get(message.clientId) !== message) return

  const error = await trySending(message)
  if (!error) return removeFromOutbox(message.clientId)

  // The response can be lost although the server stored the message. The stream removed it then.
  if (!outbox.has(message.clientId)) return

  outbox.set(message.clientId, { ...message, error })
  markFailed(pendingElement(message.clientId), error)
}

/** @returns the error text, or null when the server stored the message */
async function trySending(message: OutgoingMessage): Promise<string | null> {
  try {
    const reply = message.file ? await upload(message, message.file) : await post(message)
    if (reply.redirected) return "You’re signed out: sign in again to send it."
    if (!reply.ok) return errorIn(reply)
    const { renderStreamMessage } = await import("@hotwired/turbo")
    renderStreamMessage(reply.text)
    return null
  } catch {
    return message.file && !(await isReadable(message.file))
      ? "The file can’t be read any more: it was changed, moved or removed."
      : "Hearth can’t be reached."
  }
}

async function post({ clientId, html, url }: OutgoingMessage): Promise<ServerReply> {
  const response = await fetch(url, {
    method: "POST",
    headers: { accept: ACCEPTED },
    body: new URLSearchParams({ "message[body]": html, "message[client_message_id]": clientId }),
    signal: AbortSignal.timeout(POST_TIMEOUT_MS),
  })
  const { ok, status, redirected } = response
  return { ok, status, redirected, text: await response.text() }
}

async function upload(message: OutgoingMessage, file: File): Promise<ServerReply> {
  const { clientId, url } = message
  const form = new FormData()
  form.set("message[client_message_id]", clientId)
  form.set("message[attachment]", file)
  const abort = new AbortController()
  running.set(clientId, abort)
  try {
    const { uploadForm } = await import("./upload")
    return await uploadForm({ url, form, accept: ACCEPTED, signal: abort.signal }, (percent) => {
      message.percent = percent
      showProgress(pendingElement(clientId), percent)
    })
  } finally {
    running.delete(clientId)
  }
}

async function isReadable(file: File) {
  try {
    await file.slice(0, 1).arrayBuffer()
    return true
  } catch {
    return false
  }
}

function errorIn({ status, text }: ServerReply) {
  const page = parseHtml(text)
  // The room is gone: the server sends a notice that replaces the composer.
  const frame = page.querySelector("#composer-frame")
  if (frame) document.getElementById("composer-frame")?.replaceChildren(...frame.childNodes)

  return noticeIn(frame ?? page) || `Something went wrong (${status}).`
}

function noticeIn(page: ParentNode) {
  const notice = page.querySelector("[role=alert], .flash, .notice p") ?? page
  return notice.textContent?.trim().slice(0, 200)
}

function confirmLeaving(event: BeforeUnloadEvent) {
  event.preventDefault()
}
