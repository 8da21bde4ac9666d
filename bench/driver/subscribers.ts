import { InvalidRun } from "./response"
import { type FrameHandler, type Handshake, Subscriber } from "./subscriber"

const CONNECT_BATCH = 100
const TIMEOUT_MS = 30_000

/** Everybody who listens, and how far a message has got among them. */
export class Subscribers implements FrameHandler {
  readonly #listeners: Subscriber[] = []
  #message = 0
  #missing = 0
  #isIt: (text: Buffer) => boolean = () => false
  #frame: Buffer | null = null
  #all: (at: number) => void = () => {}
  #fail: (error: unknown) => void = () => {}
  #broken: unknown

  /** Resolves when `size` sockets are open and listen. */
  static async open(size: number, manners: (index: number) => Handshake): Promise<Subscribers> {
    const crowd = new Subscribers()
    for (let start = 0; start < size; start += CONNECT_BATCH) {
      const count = Math.min(CONNECT_BATCH, size - start)
      await Promise.all(Array.from({ length: count }, (_, i) => crowd.#admit(manners(start + i))))
    }
    return crowd
  }

  /**
   * @param isIt whether a frame's text is what is waited for
   * @returns when the last of them had all of it, on the clock of `performance`
   */
  waitForAll(isIt: (text: Buffer) => boolean): Promise<number> {
    return new Promise((resolve, reject) => {
      if (this.#broken) return reject(this.#broken)
      this.#message++
      this.#missing = this.#listeners.length
      this.#isIt = isIt
      this.#frame = null
      this.#all = resolve
      this.#fail = reject
      setTimeout((message: number) => this.#giveUp(message), TIMEOUT_MS, this.#message)
    })
  }

  close() {
    for (const listener of this.#listeners) listener.close()
  }

  isExpected(bytes: Buffer) {
    return this.#frame?.equals(bytes) ?? false
  }

  onExpected(listener: Subscriber) {
    if (listener.latest === this.#message) throw new InvalidRun("A socket got a message twice")
    listener.latest = this.#message
    if (--this.#missing === 0) this.#all(performance.now())
  }

  onFrame(listener: Subscriber, frame: Buffer, text: Buffer) {
    if (this.isExpected(frame)) return this.onExpected(listener)
    if (text.includes(PING)) return
    if (!this.#isIt(text)) throw new InvalidRun(`A socket got what nobody waits for: ${text}`)
    if (this.#frame) throw new InvalidRun(`Two sockets got different frames: ${text}`)
    this.#frame = Buffer.from(frame)
    this.onExpected(listener)
  }

  onError(error: unknown) {
    this.#broken ??= error
    this.#fail(error)
  }

  #giveUp(message: number) {
    if (message === this.#message && this.#missing > 0)
      this.onError(new InvalidRun(`${this.#missing} sockets never got a message`))
  }

  #admit(manners: Handshake) {
    return new Promise<void>((resolve, reject) => {
      this.#fail = reject
      const listener = new Subscriber(manners, this, resolve)
      this.#listeners.push(listener)
      listener.open().catch(reject)
    })
  }
}

const PING = '{"type":"ping"'
