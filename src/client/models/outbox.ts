import { fragmentOf } from "../fragment"
import { type Draft, markFailed, markUnderway, pendingMessage } from "./pending-message"

/** A message on its way, with the reason when it came back. */
export type Letter = Draft & { url: string; listId: string; refusal?: string }

const PATIENCE = 20_000

// What the server has not taken yet. It outlives the page it was written on: a visit to another
// room neither stops a message nor loses one that failed.
const letters = new Map<string, Letter>()

// One after the other, as they were written: requests side by side may overtake.
let line: Promise<unknown> = Promise.resolve()

/** What a list has to show besides the server's messages. */
export function unsentIn(listId: string): Letter[] {
  return [...letters.values()].filter((letter) => letter.listId === listId)
}

/** Sends a message that is on the page already; if it cannot be sent, the page says so there. */
export function send(letter: Letter) {
  if (letters.size === 0) addEventListener("beforeunload", warn)
  letters.set(letter.clientId, letter)
  line = line.then(() => deliver(letter))
}

/** Sends a failed message again, under the same id, so that it cannot be there twice. */
export function retry(clientId: string) {
  const letter = letters.get(clientId)
  if (!letter) return

  markUnderway(pendingMessage(clientId))
  send({ ...letter, refusal: undefined })
}

/** A message has arrived, or is given up. */
export function forget(clientId: string) {
  letters.delete(clientId)
  if (letters.size === 0) removeEventListener("beforeunload", warn)
}

async function deliver(letter: Letter) {
  const refusal = await attempt(letter)
  if (!refusal) return forget(letter.clientId)

  // The answer may be lost and the message there all the same: then the stream has brought it.
  if (!letters.has(letter.clientId)) return

  letters.set(letter.clientId, { ...letter, refusal })
  markFailed(pendingMessage(letter.clientId), refusal)
}

/** @returns why the server did not take it, or null when it did */
async function attempt({ clientId, html, url }: Letter): Promise<string | null> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { accept: "text/vnd.turbo-stream.html, text/html" },
      body: new URLSearchParams({
        "message[body]": html,
        "message[client_message_id]": clientId,
      }),
      signal: AbortSignal.timeout(PATIENCE),
    })
    const text = await response.text()
    if (response.redirected) return "You’re signed out: sign in again to send it."
    if (!response.ok) return reasonIn(response, text)
    const { renderStreamMessage } = await import("@hotwired/turbo")
    renderStreamMessage(text)
    return null
  } catch {
    return "Hearth can’t be reached."
  }
}

function reasonIn({ status }: Response, text: string) {
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
