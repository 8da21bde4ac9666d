import { Current } from "../../page/current"
import { parseHtml } from "../../page/html"
import { markFailed, markSending, pendingElement, showProgress } from "../composer/pending-message"
import { keepLocalPicture, releaseLocalPicture } from "../messages/local-pictures"
import type { Failure, OutgoingMessage, StoredMessage } from "./outbox-store"

export type { OutgoingMessage } from "./outbox-store"

type ServerReply = { ok: boolean; status: number; redirected: boolean; text: string }

const POST_TIMEOUT_MS = 20_000
const ACCEPTED = "text/vnd.turbo-stream.html, text/html"

const RETRY_MS = 60_000

// Messages that the server has not stored yet, by client id. They survive Turbo visits: opening
// another room neither stops a request nor loses a failed message. IndexedDB keeps a copy for the
// next page.
const outbox = new Map<string, OutgoingMessage>()

// Each queue sends one message at a time, because parallel requests could arrive out of order. Text
// has its own queue, so that it does not wait for slow uploads.
const queues: Record<"text" | "files", Promise<unknown>> = {
  text: Promise.resolve(),
  files: Promise.resolve(),
}

let persistence: Promise<unknown> = Promise.resolve()
let retries: ReturnType<typeof setInterval> | undefined

// Aborts the upload of a message, by client id.
const running = new Map<string, AbortController>()

/** The messages of one list that the server has not stored yet. */
export function unsentMessages(listId: string): OutgoingMessage[] {
  return [...outbox.values()].filter((message) => message.listId === listId)
}

/** Whether a message was not sent yet, or failed. */
export const hasUnsent = () => outbox.size > 0

/** Sends a message that the page already shows. On failure its row shows the error. */
export function enqueueMessage(message: OutgoingMessage) {
  add(message)
  keep(message)
  send(message)
}

/** Sends a failed message again. The client id stays the same, so the server stores it once. */
export function retrySending(clientId: string) {
  const message = outbox.get(clientId)
  if (!message || message.lostFile) return

  markSending(pendingElement(clientId))
  const retried = { ...message, failure: undefined }
  outbox.set(clientId, retried)
  send(retried)
}

/** Sends the messages again, in order, that failed because the server could not be reached. */
export function retryFailed() {
  for (const { clientId, failure } of outbox.values()) if (failure?.again) retrySending(clientId)
}

/** Takes over the messages that earlier pages of this user left unsent, and sends them. */
export async function restoreOutbox() {
  const { id } = Current.user
  if (id === null) return
  const { adoptUnsent } = await import("./outbox-store")
  await adoptUnsent(id, async (messages) => {
    const restored = messages.filter(({ clientId }) => !outbox.has(clientId))
    for (const message of restored) add(await withPreview(message))
    dispatchEvent(new CustomEvent("outbox:restored"))
    for (const { clientId, failure } of restored)
      if (!failure || failure.again) retrySending(clientId)
  })
}

/** Removes all messages, also those of other users of this browser. */
export function clearOutbox() {
  for (const clientId of outbox.keys()) cancelSending(clientId)
  persist(({ clearUnsent }) => clearUnsent())
  return persistence
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
  if (message) forget(clientId)
  if (message?.file && message.preview) keepLocalPicture(clientId, message.file)
}

/** Removes a message, and aborts its upload. */
export function cancelSending(clientId: string) {
  const file = outbox.get(clientId)?.file
  removeFromOutbox(clientId)
  running.get(clientId)?.abort()
  if (file) releaseLocalPicture(clientId)
}

function add(message: OutgoingMessage) {
  if (outbox.size === 0) {
    addEventListener("beforeunload", confirmLeaving)
    retries = setInterval(retryFailed, RETRY_MS)
  }
  outbox.set(message.clientId, message)
}

function forget(clientId: string) {
  outbox.delete(clientId)
  persist(({ deleteUnsent }) => deleteUnsent(clientId))
  if (outbox.size > 0) return
  removeEventListener("beforeunload", confirmLeaving)
  clearInterval(retries)
  persist(({ releaseClaim }) => hasUnsent() || releaseClaim())
}

function send(message: OutgoingMessage) {
  const kind = message.file ? "files" : "text"
  queues[kind] = queues[kind].then(() => deliver(message))
}

async function deliver(message: OutgoingMessage) {
  // It was cancelled while it waited in the queue.
  if (outbox.get(message.clientId) !== message) return

  if (!message.file) await deliverFailedBefore(message)
  await attempt(message)
}

// When the connection returns between two messages, the one that failed before is sent first.
async function deliverFailedBefore({ clientId, listId }: OutgoingMessage) {
  for (const earlier of [...outbox.values()]) {
    if (earlier.clientId === clientId) return
    if (earlier.listId === listId && !earlier.file && earlier.failure?.again) await attempt(earlier)
  }
}

async function attempt(message: OutgoingMessage) {
  const failure = await trySending(message)
  if (!failure) return removeFromOutbox(message.clientId)

  // The response can be lost although the server stored the message. The stream removed it then.
  if (!outbox.has(message.clientId)) return

  const failed = { ...message, failure }
  outbox.set(message.clientId, failed)
  if (!failure.again) keep(failed)
  markFailed(pendingElement(message.clientId), failure.error)
}

/** Stores a message until it is sent: a reload or a crash must not lose it. */
function keep(message: OutgoingMessage) {
  const { id } = Current.user
  if (id !== null) persist(({ storeUnsent }) => storeUnsent(id, message))
}

// One change at a time, so that a message is not stored after its deletion.
function persist(change: (store: typeof import("./outbox-store")) => unknown) {
  persistence = persistence
    .then(async () => change(await import("./outbox-store")))
    .catch((error) => console.warn("The browser does not keep unsent messages", error))
}

async function withPreview(message: StoredMessage): Promise<OutgoingMessage> {
  const { userId: _user, tab: _tab, at: _at, ...outgoing } = message
  if (outgoing.lostFile) {
    const error = `This browser had no space to keep ${outgoing.lostFile}. Pick the file again.`
    return { ...outgoing, file: new File([], outgoing.lostFile), failure: { error, again: false } }
  }
  if (!outgoing.file) return outgoing
  const { loadPreview } = await import("../composer/previews")
  return { ...outgoing, preview: await loadPreview(outgoing.file) }
}

/** @returns null when the server stored the message */
async function trySending(message: OutgoingMessage): Promise<Failure | null> {
  try {
    const reply = message.file ? await upload(message, message.file) : await post(message)
    if (reply.redirected)
      return { error: "You’re signed out: sign in again to send it.", again: true }
    if (!reply.ok) return { error: errorIn(reply), again: reply.status >= 500 }
    const { renderStreamMessage } = await import("@hotwired/turbo")
    renderStreamMessage(reply.text)
    return null
  } catch {
    return message.file && !(await isReadable(message.file))
      ? {
          error: "The file can’t be read any more: it was changed, moved or removed.",
          again: false,
        }
      : { error: "Hearth can’t be reached.", again: true }
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
    const { uploadForm } = await import("../composer/upload")
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
