import type { Person } from "../seed/signed-in"
import { clientFrame } from "./frames"
import { presenceHandshake, presenceIdentifier } from "./handshakes"
import { type FrameHandler, Subscriber } from "./subscriber"

/** Milliseconds between two heartbeats of a tab, as in the browser's presence controller. */
const HEARTBEAT = 50_000

/** One tab in so many hides or appears instead of sending its heartbeat. */
const CHANGES = 10

type Room = { id: number }

/** Browser tabs that show a room, with their presence, while other clients are measured. */
export class OpenTabs implements FrameHandler {
  readonly #tabs: { subscriber: Subscriber; hidden: boolean }[] = []
  #timer: ReturnType<typeof setInterval> | undefined
  #turn = 0
  #error: unknown

  private constructor(readonly send: (action: string) => Buffer) {}

  /** Resolves when the presence of `count` tabs, spread over `people`, is confirmed. */
  static async open(port: number, people: Person[], room: Room, count: number) {
    const identifier = presenceIdentifier(room)
    const tabs = new OpenTabs((action) => {
      const data = JSON.stringify({ action })
      return clientFrame(JSON.stringify({ command: "message", identifier, data }))
    })
    const owners = Array.from({ length: count }, (_, index) => people[index % people.length])
    await Promise.all(
      owners.map((person) => person && tabs.#open(presenceHandshake(port, person, room))),
    )
    if (count > 0) tabs.#timer = setInterval(() => tabs.#next(), HEARTBEAT / count)
    return tabs
  }

  /** @throws what went wrong with any of the sockets */
  close() {
    clearInterval(this.#timer)
    for (const { subscriber } of this.#tabs) subscriber.close()
    if (this.#error) throw this.#error
  }

  isExpected() {
    return false
  }

  onExpected() {}

  onFrame() {}

  onError(error: unknown) {
    this.#error ??= error
  }

  #next() {
    const turn = this.#turn++
    const tab = this.#tabs[turn % this.#tabs.length]
    if (!tab) return
    if (turn % CHANGES === 0) {
      tab.hidden = !tab.hidden
      tab.subscriber.send(this.send(tab.hidden ? "absent" : "present"))
    } else if (!tab.hidden) tab.subscriber.send(this.send("refresh"))
  }

  #open(handshake: ReturnType<typeof presenceHandshake>) {
    return new Promise<void>((resolve, reject) => {
      const subscriber = new Subscriber(handshake, this, resolve)
      this.#tabs.push({ subscriber, hidden: false })
      subscriber.open().catch(reject)
    })
  }
}
