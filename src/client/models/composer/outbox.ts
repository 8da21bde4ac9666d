import { parseHtml } from "../../page/fragment"
import { keepLocalPicture, releaseLocalPicture } from "../messages/local-pictures"
import {
  markFailed,
  markSending,
  type PendingMessage,
  pendingElement,
  showProgress,
} from "./pending-message"

/** A message on its way, with the reason when it came back. */
export type OutgoingMessage = PendingMessage & { url: string; listId: string; error?: string }

type ServerReply = { ok: boolean; status: number; redirected: boolean; text: string }

const POST_TIMEOUT_MS = 20_000
const ACCEPTED = "text/vnd.turbo-stream.html, text/html"

// What the server has not taken yet. It outlives the page it was written on: a visit to another
// room neither stops a message nor loses one that failed.
const outbox = new Map<string, OutgoingMessage>()

// One after the other, as they were written: requests side by side may overtake. Words don't wait
// for files, which take their time.
const queues: Record<"words" | "files", Promise<unknown>> = {
  words: Promise.resolve(),
  files: Promise.resolve(),
}

// Files that are being sent just now, by the ids of their messages.
const uploads = new Map<string, AbortController>()

/** What a list has to show besides the server's messages. */
export function unsentMessages(listId: string): OutgoingMessage[] {
  return [...outbox.values()].filter((letter) => letter.listId === listId)
}

/** Sends a message that is on the page already; if it cannot be sent, the page says so there. */
export function enqueueMessage(letter: OutgoingMessage) {
  if (outbox.size === 0) addEventListener("beforeunload", confirmLeaving)
  outbox.set(letter.clientId, letter)
  const line = letter.file ? "files" : "words"
  queues[line] = queues[line].then(() => deliver(letter))
}

/** Sends a failed message again, under the same id, so that it cannot be there twice. */
export function retrySending(clientId: string) {
  const letter = outbox.get(clientId)
  if (!letter) return

  markSending(pendingElement(clientId))
  enqueueMessage({ ...letter, error: undefined })
}

/** The words of a message that is not to be sent as it is. */
export function takeUnsentHtml(clientId: string): string {
  const html = outbox.get(clientId)?.html ?? ""
  removeFromOutbox(clientId)
  return html
}

/** A message has arrived. */
export function removeFromOutbox(clientId: string) {
  const letter = outbox.get(clientId)
  outbox.delete(clientId)
  if (outbox.size === 0) removeEventListener("beforeunload", confirmLeaving)
  if (letter?.file && letter.preview) keepLocalPicture(clientId, letter.file)
}

/** A message is given up, though it may be on its way. */
export function cancelSending(clientId: string) {
  const file = outbox.get(clientId)?.file
  removeFromOutbox(clientId)
  uploads.get(clientId)?.abort()
  if (file) releaseLocalPicture(clientId)
}

async function deliver(letter: OutgoingMessage) {
  // Given up while it waited for its turn.
  if (outbox.get(letter.clientId) !== letter) return

  const refusal = await trySending(letter)
  if (!refusal) return removeFromOutbox(letter.clientId)

  // The answer may be lost and the message there all the same: then the stream has brought it.
  if (!outbox.has(letter.clientId)) return

  outbox.set(letter.clientId, { ...letter, error: refusal })
  markFailed(pendingElement(letter.clientId), refusal)
}

/** @returns why the server did not take it, or null when it did */
async function trySending(letter: OutgoingMessage): Promise<string | null> {
  try {
    const answer = letter.file ? await upload(letter, letter.file) : await post(letter)
    if (answer.redirected) return "You’re signed out: sign in again to send it."
    if (!answer.ok) return errorIn(answer)
    const { renderStreamMessage } = await import("@hotwired/turbo")
    renderStreamMessage(answer.text)
    return null
  } catch {
    return letter.file && !(await isReadable(letter.file))
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

async function upload(letter: OutgoingMessage, file: File): Promise<ServerReply> {
  const { clientId, url } = letter
  const form = new FormData()
  form.set("message[client_message_id]", clientId)
  form.set("message[attachment]", file)
  const abort = new AbortController()
  uploads.set(clientId, abort)
  try {
    const { uploadForm } = await import("./upload")
    return await uploadForm({ url, form, accept: ACCEPTED, signal: abort.signal }, (percent) => {
      letter.percent = percent
      showProgress(pendingElement(clientId), percent)
    })
  } finally {
    uploads.delete(clientId)
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
  const answer = parseHtml(text)
  const gone = answer.querySelector("#composer-frame")
  if (gone) document.getElementById("composer-frame")?.replaceChildren(...gone.childNodes)

  return noticeIn(gone ?? answer) || `Something went wrong (${status}).`
}

function noticeIn(answer: ParentNode) {
  const spoken = answer.querySelector("[role=alert], .flash, .notice p") ?? answer
  return spoken.textContent?.trim().slice(0, 200)
}

function confirmLeaving(event: BeforeUnloadEvent) {
  event.preventDefault()
}
