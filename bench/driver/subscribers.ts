import { InvalidRun } from "./response"
import { type FrameHandler, type Handshake, Subscriber } from "./subscriber"

const CONNECT_BATCH = 100
const TIMEOUT_MS = 30_000

/** Sockets that all subscribe to one stream, and the time until each has received a message. */
export class Subscribers implements FrameHandler {
  readonly #sockets: Subscriber[] = []
  #message = 0
  #missing = 0
  #matches: (text: Buffer) => boolean = () => false
  #frame: Buffer | null = null
  #resolve: (at: number) => void = () => {}
  #reject: (error: unknown) => void = () => {}
  #error: unknown

  /** Resolves when `size` sockets are open and subscribed. */
  static async open(size: number, handshakeOf: (index: number) => Handshake): Promise<Subscribers> {
    const subscribers = new Subscribers()
    for (let start = 0; start < size; start += CONNECT_BATCH) {
      const count = Math.min(CONNECT_BATCH, size - start)
      await Promise.all(
        Array.from({ length: count }, (_, i) => subscribers.#connect(handshakeOf(start + i))),
      )
    }
    return subscribers
  }

  /**
   * @param matches whether a frame's text is the expected message
   * @returns `performance.now()` when the last socket had the whole frame
   */
  waitForAll(matches: (text: Buffer) => boolean): Promise<number> {
    return new Promise((resolve, reject) => {
      if (this.#error) return reject(this.#error)
      this.#message++
      this.#missing = this.#sockets.length
      this.#matches = matches
      this.#frame = null
      this.#resolve = resolve
      this.#reject = reject
      setTimeout((message: number) => this.#expire(message), TIMEOUT_MS, this.#message)
    })
  }

  close() {
    for (const subscriber of this.#sockets) subscriber.close()
  }

  isExpected(bytes: Buffer) {
    return this.#frame?.equals(bytes) ?? false
  }

  onExpected(subscriber: Subscriber) {
    if (subscriber.latest === this.#message)
      throw new InvalidRun("A socket received a message twice")
    subscriber.latest = this.#message
    if (--this.#missing === 0) this.#resolve(performance.now())
  }

  onFrame(subscriber: Subscriber, frame: Buffer, text: Buffer) {
    if (this.isExpected(frame)) return this.onExpected(subscriber)
    if (text.includes(PING)) return
    if (!this.#matches(text)) throw new InvalidRun(`A socket received an unexpected frame: ${text}`)
    if (this.#frame) throw new InvalidRun(`Two sockets received different frames: ${text}`)
    this.#frame = Buffer.from(frame)
    this.onExpected(subscriber)
  }

  onError(error: unknown) {
    this.#error ??= error
    this.#reject(error)
  }

  #expire(message: number) {
    if (message === this.#message && this.#missing > 0)
      this.onError(new InvalidRun(`${this.#missing} sockets did not receive the message`))
  }

  #connect(handshake: Handshake) {
    return new Promise<void>((resolve, reject) => {
      this.#reject = reject
      const subscriber = new Subscriber(handshake, this, resolve)
      this.#sockets.push(subscriber)
      subscriber.open().catch(reject)
    })
  }
}

const PING = '{"type":"ping"'
