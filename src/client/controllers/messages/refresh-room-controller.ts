import { Controller } from "@hotwired/stimulus"
import { renderStreamMessage } from "@hotwired/turbo"
import type { Subscription } from "@rails/actioncable"
import { reconnect, retryUntilConnected, stopRetrying, subscribe } from "../../cable/cable"
import { roomStreamsConnected } from "../../cable/cable-stream-source"
import { loadState } from "../../cable/stream-replay"
import { isMessage, updatedAt } from "../../models/messages/message"

const OFFLINE_AFTER = 5_000
const STALE_AFTER = 60_000

// Everyone's pages ask after a change of a profile.
const SPREAD_MS = 3_000

// Keeps a request's path below 4 KB.
const ROWS_PER_REQUEST = 300

// A socket may be dead this long before anybody notices.
const DEAD_AT_MOST = 30_000

type Reason = "connection" | "visibility"

/** The times of the messages and of the profiles that the page shows, in epoch milliseconds. */
type State = { since: number; people: number }

/** Brings a room up to date after the network, the server or the browser slept. */
export default class extends Controller<HTMLElement> {
  static override values = { loadedAt: Number, peopleAt: Number, url: String }

  declare readonly loadedAtValue: number
  declare readonly peopleAtValue: number
  declare readonly urlValue: string

  #heartbeat: Subscription | null = null
  #offline: ReturnType<typeof setTimeout> | undefined
  #hiddenAt: number | null = null
  #completeUntil = 0
  /** From a break until what was missed has come: a second break must not forget the first. */
  #behind = false

  override connect() {
    addEventListener("profile:changed", this.#showProfile)
    this.#completeUntil = this.#newest
    this.#heartbeat = subscribe(
      "HeartbeatChannel",
      // A room and a thread beside it each have to hear of it.
      { list: this.element.id },
      {
        connected: () => this.#connected(),
        disconnected: ({ willAttemptReconnect }) => this.#disconnected(willAttemptReconnect),
      },
    )
  }

  override disconnect() {
    removeEventListener("profile:changed", this.#showProfile)
    this.#heartbeat?.unsubscribe()
    this.#heartbeat = null
    clearTimeout(this.#offline)
  }

  online() {
    reconnect()
  }

  visibilityChanged() {
    if (document.visibilityState === "hidden") {
      this.#hiddenAt = Date.now()
      return
    }
    if (this.#hiddenAt !== null && Date.now() - this.#hiddenAt > STALE_AFTER) {
      this.#refresh("visibility")
      this.#announce("visible")
    }
    this.#hiddenAt = null
  }

  /** The list has just got the stream that brings its messages: some came before that. */
  catchUp({ detail: { list } }: CustomEvent<{ list: string }>) {
    if (list === this.element.id) this.#refresh("connection")
  }

  #connected() {
    stopRetrying()
    clearTimeout(this.#offline)
    this.#announce("online")
    if (this.#behind) this.#announce("reconnected")
    this.#refresh("connection")
  }

  #disconnected(willAttemptReconnect = true) {
    if (willAttemptReconnect) retryUntilConnected()
    else this.#leaveIfSignedOut()
    if (!this.#behind) this.#completeUntil = this.#newest - DEAD_AT_MOST
    this.#behind = true
    clearTimeout(this.#offline)
    this.#offline = setTimeout(() => this.#announce("offline"), OFFLINE_AFTER)
  }

  // The server closes the connection for good when the user was signed out, also on another device.
  async #leaveIfSignedOut() {
    const answer = await this.#request(this.urlValue, "HEAD")
    if (answer?.redirected && this.element.isConnected) location.reload()
  }

  // First the stream, then the question: in the other order a message could fall in between.
  async #refresh(reason: Reason) {
    await roomStreamsConnected()
    if (!this.element.isConnected) return

    const since = reason === "connection" ? this.#completeUntil : this.#newest
    const state = { since, people: this.peopleAtValue }
    // The rows of the end first: their answer brings the new messages, too.
    const [held = [], ...earlier] = chunksFromEnd(idsOf(this.#rows))
    if (!(await this.#ask(held, state, reason))) return
    this.#behind = false
    for (const ids of earlier) if (!(await this.#ask(ids, state, "rows"))) this.#behind = true
  }

  // Not all pages at once.
  #showProfile = async (event: Event) => {
    const { detail: picture } = event as CustomEvent<string>
    await new Promise((resolve) => setTimeout(resolve, Math.random() * SPREAD_MS))
    // The mark of a pin says who pinned it, without a picture.
    const shown = `img[src^="${CSS.escape(picture)}"], .message__pin`
    const rows = this.#rows.filter((row) => row.querySelector(shown))
    for (const ids of chunksFromEnd(idsOf(rows)))
      await this.#ask(ids, { since: 0, people: 0 }, "rows")
  }

  /** Asks for what changed since the times of `state` in the rows with these ids, and shows it. */
  async #ask(ids: string[], state: State, reason: Reason | "rows") {
    const { since, people } = state
    const held = ids.join()
    const query = new URLSearchParams({ since: `${since}`, people: `${people}`, reason, held })
    let streams: string | undefined
    await loadState(
      this.element,
      async () => {
        const response = await this.#request(`${this.urlValue}?${query}`)
        streams = response?.ok ? await response.text() : undefined
      },
      () => streams && renderStreamMessage(streams),
    )
    return streams !== undefined
  }

  // Without a response the cable is disconnected, too, and the page refreshes when it reconnects.
  #request(url: string, method = "GET") {
    const headers = { accept: "text/vnd.turbo-stream.html" }
    return fetch(url, { method, headers }).catch(() => null)
  }

  // Taken when the stream breaks, not when it is back: in between, the answer to a message of
  // one's own may be newer than others' that were missed.
  get #newest() {
    return Math.max(this.loadedAtValue, ...this.#rows.map(updatedAt))
  }

  get #rows() {
    return [...this.element.children].filter(isMessage)
  }

  #announce(what: "online" | "offline" | "reconnected" | "visible") {
    dispatchEvent(new CustomEvent(`refresh-room:${what}`))
  }
}

const idsOf = (rows: HTMLElement[]) => rows.flatMap(({ dataset }) => dataset.messageId ?? [])

function chunksFromEnd(ids: string[]) {
  const chunks: string[][] = []
  for (let end = ids.length; end > 0; end -= ROWS_PER_REQUEST)
    chunks.push(ids.slice(Math.max(0, end - ROWS_PER_REQUEST), end))
  return chunks
}
