import { InvalidRun } from "./response"
import { type FrameHandler, type Handshake, Subscriber } from "./subscriber"

/** Sockets subscribed to the unread channel, one per user, open while other clients are measured. */
export class UnreadSubscribers implements FrameHandler {
  readonly #subscribers: Subscriber[] = []
  readonly #notified = new Map<number, Set<Subscriber>>()
  #reject: (error: unknown) => void = () => {}
  #error: unknown

  /** Resolves when every subscription is confirmed. */
  static async open(handshakes: Handshake[]): Promise<UnreadSubscribers> {
    const subscribers = new UnreadSubscribers()
    await Promise.all(handshakes.map((one) => subscribers.#connect(one)))
    return subscribers
  }

  /** @throws {InvalidRun} unless `count` sockets were notified of the room since the last call */
  expectNotified(room: { id: number }, count: number) {
    if (this.#error) throw this.#error
    const notified = this.#notified.get(room.id)?.size ?? 0
    this.#notified.clear()
    if (notified !== count)
      throw new InvalidRun(`${notified} sockets were notified, expected ${count}`)
  }

  close() {
    for (const subscriber of this.#subscribers) subscriber.close()
  }

  isExpected() {
    return false
  }

  onExpected() {}

  onFrame(subscriber: Subscriber, _frame: Buffer, text: Buffer) {
    const id = /"message":\{"roomId":(\d+),/.exec(text.toString())?.[1]
    if (id) this.#notifiedOf(Number(id)).add(subscriber)
  }

  onError(error: unknown) {
    this.#error ??= error
    this.#reject(error)
  }

  #notifiedOf(room_id: number) {
    const notified = this.#notified.get(room_id) ?? new Set()
    this.#notified.set(room_id, notified)
    return notified
  }

  #connect(handshake: Handshake) {
    return new Promise<void>((resolve, reject) => {
      this.#reject = reject
      const subscriber = new Subscriber(handshake, this, resolve)
      this.#subscribers.push(subscriber)
      subscriber.open().catch(reject)
    })
  }
}
