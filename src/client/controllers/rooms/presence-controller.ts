import { Controller } from "@hotwired/stimulus"
import type { Subscription } from "@rails/actioncable"
import { subscribe } from "../../cable/cable"
import type { PresenceNews } from "../../models/rooms/presence-list"
import { Current } from "../../page/current"
import { nextFrame } from "../../page/timing"

const REFRESH_EVERY = 50_000
const CHANGE_AFTER = 5_000

type State = "present" | "absent"

/** Tells the server while this room, or a thread of it, is before somebody's eyes. */
export default class extends Controller<HTMLElement> {
  static override values = { threadId: Number, roomId: Number }

  declare readonly threadIdValue: number
  declare readonly hasThreadIdValue: boolean
  /** The room of the thread, which starts with the first reply. */
  declare readonly roomIdValue: number
  declare readonly hasRoomIdValue: boolean

  #channel: Subscription | null = null
  #refreshing: ReturnType<typeof setInterval> | undefined
  #changing: ReturnType<typeof setTimeout> | undefined
  #told: State = "present"

  override connect() {
    if (this.#state === "present") this.#enter()
  }

  roomIdValueChanged() {
    if (this.#state === "present") this.#enter()
  }

  override disconnect() {
    this.#leave()
    clearTimeout(this.#changing)
  }

  // A glance at another tab is no absence.
  visibilityChanged() {
    clearTimeout(this.#changing)
    if (!this.#channel) {
      if (this.#state === "present") this.#enter()
      return
    }
    this.#changing = setTimeout(() => {
      if (this.#state !== this.#told) this.#tell(this.#state)
    }, CHANGE_AFTER)
  }

  // To subscribe is to be present and to have read, so that waits for somebody to look.
  #enter() {
    const roomId = this.#roomId
    if (this.#channel || roomId === null) return
    this.#channel = subscribe(
      "PresenceChannel",
      { room_id: roomId },
      {
        connected: () => this.#connected(),
        disconnected: () => this.#disconnected(),
        received: (news: PresenceNews) => this.#show(news),
      },
    )
    if (this.hasThreadIdValue) this.#announce("presence:reading", { threadId: this.threadIdValue })
    else this.#announce("presence:present", { roomId })
  }

  #leave() {
    this.#channel?.unsubscribe()
    this.#channel = null
    this.#stopRefreshing()
  }

  #connected() {
    this.#told = "present"
    this.#keepRefreshing()
  }

  // The line comes back by itself, but whoever is not looking must not come back with it.
  #disconnected() {
    this.#stopRefreshing()
    if (this.#state === "absent") this.#leave()
  }

  async #show(news: PresenceNews) {
    // The page lists who is in the room, not who reads a thread beside it.
    if (this.hasThreadIdValue) return
    const { loadDeferredStyles, showPresence } = await import("../../deferred")
    await loadDeferredStyles()
    showPresence(news)
  }

  #tell(state: State) {
    this.#told = state
    this.#channel?.perform(state)
    if (state === "present") this.#keepRefreshing()
    else this.#stopRefreshing()
  }

  #keepRefreshing() {
    this.#stopRefreshing()
    this.#refreshing = setInterval(() => this.#channel?.perform("refresh"), REFRESH_EVERY)
  }

  #stopRefreshing() {
    clearInterval(this.#refreshing)
  }

  async #announce(what: string, detail: { roomId: number } | { threadId: number }) {
    await nextFrame()
    if (this.#channel) dispatchEvent(new CustomEvent(what, { detail }))
  }

  get #roomId() {
    if (!this.hasThreadIdValue) return Current.room.id
    return this.hasRoomIdValue ? this.roomIdValue : null
  }

  get #state(): State {
    return document.visibilityState === "visible" ? "present" : "absent"
  }
}
