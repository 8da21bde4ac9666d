import { fragmentOf } from "../../page/fragment"
import { keepForCover, uncover } from "../messages/covers"
import {
  type Draft,
  markFailed,
  markSending,
  pendingMessage,
  showProgress,
} from "./pending-message"

/** A message on its way, with the reason when it came back. */
export type OutgoingMessage = Draft & { url: string; listId: string; refusal?: string }

type Answer = { ok: boolean; status: number; redirected: boolean; text: string }

const PATIENCE = 20_000
const ACCEPTED = "text/vnd.turbo-stream.html, text/html"

// What the server has not taken yet. It outlives the page it was written on: a visit to another
// room neither stops a message nor loses one that failed.
const letters = new Map<string, OutgoingMessage>()

// One after the other, as they were written: requests side by side may overtake. Words don't wait
// for files, which take their time.
const lines: Record<"words" | "files", Promise<unknown>> = {
  words: Promise.resolve(),
  files: Promise.resolve(),
}

// Files that are being sent just now, by the ids of their messages.
const uploads = new Map<string, AbortController>()

/** What a list has to show besides the server's messages. */
export function unsentIn(listId: string): OutgoingMessage[] {
  return [...letters.values()].filter((letter) => letter.listId === listId)
}

/** Sends a message that is on the page already; if it cannot be sent, the page says so there. */
export function send(letter: OutgoingMessage) {
  if (letters.size === 0) addEventListener("beforeunload", warn)
  letters.set(letter.clientId, letter)
  const line = letter.file ? "files" : "words"
  lines[line] = lines[line].then(() => deliver(letter))
}

/** Sends a failed message again, under the same id, so that it cannot be there twice. */
export function retry(clientId: string) {
  const letter = letters.get(clientId)
  if (!letter) return

  markSending(pendingMessage(clientId))
  send({ ...letter, refusal: undefined })
}

/** The words of a message that is not to be sent as it is. */
export function takeBack(clientId: string): string {
  const html = letters.get(clientId)?.html ?? ""
  forget(clientId)
  return html
}

/** A message has arrived. */
export function forget(clientId: string) {
  const letter = letters.get(clientId)
  letters.delete(clientId)
  if (letters.size === 0) removeEventListener("beforeunload", warn)
  if (letter?.file && letter.preview) keepForCover(clientId, letter.file)
}

/** A message is given up, though it may be on its way. */
export function giveUp(clientId: string) {
  const file = letters.get(clientId)?.file
  forget(clientId)
  uploads.get(clientId)?.abort()
  if (file) uncover(clientId)
}

async function deliver(letter: OutgoingMessage) {
  // Given up while it waited for its turn.
  if (letters.get(letter.clientId) !== letter) return

  const refusal = await attempt(letter)
  if (!refusal) return forget(letter.clientId)

  // The answer may be lost and the message there all the same: then the stream has brought it.
  if (!letters.has(letter.clientId)) return

  letters.set(letter.clientId, { ...letter, refusal })
  markFailed(pendingMessage(letter.clientId), refusal)
}

/** @returns why the server did not take it, or null when it did */
async function attempt(letter: OutgoingMessage): Promise<string | null> {
  try {
    const answer = letter.file ? await upload(letter, letter.file) : await post(letter)
    if (answer.redirected) return "You’re signed out: sign in again to send it."
    if (!answer.ok) return reasonIn(answer)
    const { renderStreamMessage } = await import("@hotwired/turbo")
    renderStreamMessage(answer.text)
    return null
  } catch {
    return letter.file && !(await isReadable(letter.file))
      ? "The file can’t be read any more: it was changed, moved or removed."
      : "Hearth can’t be reached."
  }
}

async function post({ clientId, html, url }: OutgoingMessage): Promise<Answer> {
  const response = await fetch(url, {
    method: "POST",
    headers: { accept: ACCEPTED },
    body: new URLSearchParams({ "message[body]": html, "message[client_message_id]": clientId }),
    signal: AbortSignal.timeout(PATIENCE),
  })
  const { ok, status, redirected } = response
  return { ok, status, redirected, text: await response.text() }
}

async function upload(letter: OutgoingMessage, file: File): Promise<Answer> {
  const { clientId, url } = letter
  const form = new FormData()
  form.set("message[client_message_id]", clientId)
  form.set("message[attachment]", file)
  const abort = new AbortController()
  uploads.set(clientId, abort)
  try {
    const { sendForm } = await import("./upload")
    return await sendForm({ url, form, accept: ACCEPTED, signal: abort.signal }, (percent) => {
      letter.percent = percent
      showProgress(pendingMessage(clientId), percent)
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

function reasonIn({ status, text }: Answer) {
  const answer = fragmentOf(text)
  const gone = answer.querySelector("#composer-frame")
  if (gone) document.getElementById("composer-frame")?.replaceChildren(...gone.childNodes)

  return said(gone ?? answer) || `Something went wrong (${status}).`
}

function said(answer: ParentNode) {
  const spoken = answer.querySelector("[role=alert], .flash, .notice p") ?? answer
  return spoken.textContent?.trim().slice(0, 200)
}

function warn(event: BeforeUnloadEvent) {
  event.preventDefault()
}
