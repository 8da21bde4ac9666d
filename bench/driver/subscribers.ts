import { Invalid } from "./response"
import { type Audience, Listener, type Manners } from "./subscriber"

const AT_ONCE = 100
const PATIENCE = 30_000

/** Everybody who listens, and how far a message has got among them. */
export class Crowd implements Audience {
  readonly #listeners: Listener[] = []
  #message = 0
  #missing = 0
  #isIt: (text: Buffer) => boolean = () => false
  #frame: Buffer | null = null
  #all: (at: number) => void = () => {}
  #fail: (error: unknown) => void = () => {}
  #broken: unknown

  /** Resolves when `size` sockets are open and listen. */
  static async gather(size: number, manners: (index: number) => Manners): Promise<Crowd> {
    const crowd = new Crowd()
    for (let start = 0; start < size; start += AT_ONCE) {
      const count = Math.min(AT_ONCE, size - start)
      await Promise.all(Array.from({ length: count }, (_, i) => crowd.#admit(manners(start + i))))
    }
    return crowd
  }

  /**
   * @param isIt whether a frame's text is what is waited for
   * @returns when the last of them had all of it, on the clock of `performance`
   */
  next(isIt: (text: Buffer) => boolean): Promise<number> {
    return new Promise((resolve, reject) => {
      if (this.#broken) return reject(this.#broken)
      this.#message++
      this.#missing = this.#listeners.length
      this.#isIt = isIt
      this.#frame = null
      this.#all = resolve
      this.#fail = reject
      setTimeout((message: number) => this.#giveUp(message), PATIENCE, this.#message)
    })
  }

  leave() {
    for (const listener of this.#listeners) listener.close()
  }

  knows(bytes: Buffer) {
    return this.#frame?.equals(bytes) ?? false
  }

  arrived(listener: Listener) {
    if (listener.latest === this.#message) throw new Invalid("A socket got a message twice")
    listener.latest = this.#message
    if (--this.#missing === 0) this.#all(performance.now())
  }

  judge(listener: Listener, frame: Buffer, text: Buffer) {
    if (this.knows(frame)) return this.arrived(listener)
    if (text.includes(PING)) return
    if (!this.#isIt(text)) throw new Invalid(`A socket got what nobody waits for: ${text}`)
    if (this.#frame) throw new Invalid(`Two sockets got different frames: ${text}`)
    this.#frame = Buffer.from(frame)
    this.arrived(listener)
  }

  failed(error: unknown) {
    this.#broken ??= error
    this.#fail(error)
  }

  #giveUp(message: number) {
    if (message === this.#message && this.#missing > 0)
      this.failed(new Invalid(`${this.#missing} sockets never got a message`))
  }

  #admit(manners: Manners) {
    return new Promise<void>((resolve, reject) => {
      this.#fail = reject
      const listener = new Listener(manners, this, resolve)
      this.#listeners.push(listener)
      listener.open().catch(reject)
    })
  }
}

const PING = '{"type":"ping"'
