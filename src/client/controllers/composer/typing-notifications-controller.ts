import { Controller } from "@hotwired/stimulus"
import type { Subscription } from "@rails/actioncable"
import { subscribe } from "../../cable/cable"
import { describeTyping } from "../../models/rooms/typing-users"
import { Current } from "../../page/current"

const AT_MOST_EVERY = 1_000
const SWEEP_EVERY = 1_000
const SILENT_AFTER = 5_000

type Notification = { action: "start" | "stop"; user: { id: number; name: string } }
type Typist = { name: string; at: number }

/** Shows who else is typing in the room or the thread, and tells the others when this person types. */
export default class extends Controller<HTMLElement> {
  static override targets = ["author", "indicator"]
  static override values = { room: Number, message: Number }
  static classes = ["active"]

  declare readonly authorTarget: HTMLElement
  declare readonly indicatorTarget: HTMLElement
  declare readonly roomValue: number
  /** The message that is replied to, as long as its thread has no room. */
  declare readonly messageValue: number
  declare readonly hasMessageValue: boolean
  declare readonly activeClass: string

  #channel: Subscription | null = null
  #connected = false
  /** The person typed before the subscription was confirmed. */
  #waiting = false
  #startedAt = 0
  #typists = new Map<number, Typist>()
  #sweeping: ReturnType<typeof setInterval> | undefined

  override connect() {
    if (!this.#channel) this.#subscribe()
  }

  /** Stimulus calls it before `connect`, and again when the thread gets its room. */
  roomValueChanged() {
    this.#unsubscribe()
    this.#subscribe()
  }

  override disconnect() {
    this.#unsubscribe()
  }

  /** The text changed; it may be empty now. */
  start({ currentTarget }: Event) {
    if (isBlank(currentTarget)) return this.stop()
    this.#waiting = !this.#connected
    if (this.#waiting || performance.now() - this.#startedAt < AT_MOST_EVERY) return

    this.#startedAt = performance.now()
    this.#channel?.perform("start")
  }

  stop() {
    this.#waiting = false
    if (!this.#connected || this.#startedAt === 0) return

    this.#startedAt = 0
    this.#channel?.perform("stop")
  }

  #subscribe() {
    const room = { room_id: this.roomValue }
    this.#channel = subscribe(
      "TypingNotificationsChannel",
      this.hasMessageValue ? { ...room, message_id: this.messageValue } : room,
      {
        connected: () => this.#subscribed(),
        disconnected: () => this.#disconnected(),
        received: (notification: Notification) => this.#receive(notification),
      },
    )
  }

  #unsubscribe() {
    this.#channel?.unsubscribe()
    this.#channel = null
    this.#disconnected()
  }

  #subscribed() {
    this.#connected = true
    if (!this.#waiting) return
    this.#waiting = false
    this.#startedAt = performance.now()
    this.#channel?.perform("start")
  }

  #disconnected() {
    this.#connected = false
    this.#startedAt = 0
    this.#typists.clear()
    this.#show()
  }

  #receive({ action, user }: Notification) {
    if (user.id === Current.user.id) return

    if (action === "start") this.#typists.set(user.id, { name: user.name, at: performance.now() })
    else this.#typists.delete(user.id)
    this.#show()
  }

  #sweep() {
    for (const [id, { at }] of this.#typists)
      if (performance.now() - at >= SILENT_AFTER) this.#typists.delete(id)
    this.#show()
  }

  #show() {
    const names = [...this.#typists.values()].map(({ name }) => name)
    const text = describeTyping(names)
    // The same text again would be read out again.
    if (this.authorTarget.textContent !== text) this.authorTarget.textContent = text
    this.indicatorTarget.classList.toggle(this.activeClass, names.length > 0)
    this.#keepSweeping(names.length > 0)
  }

  #keepSweeping(needed: boolean) {
    if (needed) {
      this.#sweeping ??= setInterval(() => this.#sweep(), SWEEP_EVERY)
    } else {
      clearInterval(this.#sweeping)
      this.#sweeping = undefined
    }
  }
}

// The editor knows what blank is; before it is there, so does the plain text area.
function isBlank(field: EventTarget | null) {
  if (field instanceof HTMLTextAreaElement) return field.value.trim() === ""
  return !(field instanceof HTMLElement) || ("isBlank" in field && field.isBlank === true)
}
