import type { HttpClient } from "./http-client"
import { withTimeout } from "./timeouts"

export type Frame = { type?: string; identifier?: string; message?: unknown } & Record<
  string,
  unknown
>
export type Closed = { code: number; reason: string }

type CableOptions = { headers?: Record<string, string>; protocols?: string[] }

const PROTOCOLS = ["actioncable-v1-json", "actioncable-unsupported"]

/** An Action Cable client that records all frames, so that no test misses one. */
export class CableClient implements AsyncDisposable {
  /** All frames except pings, oldest first. */
  readonly frames: Frame[] = []
  readonly pings: Frame[] = []
  readonly closed: Promise<Closed>
  readonly socket: WebSocket

  #listeners = new Set<() => void>()

  constructor(url: string, { headers = {}, protocols = PROTOCOLS }: CableOptions = {}) {
    const address = new URL("/cable", url)
    address.protocol = address.protocol.replace("http", "ws")
    // Bun's WebSocket accepts headers; the DOM type, which applies here, does not.
    this.socket = Reflect.construct(WebSocket, [address, { headers, protocols }])
    this.socket.onmessage = ({ data }) => this.#receive(JSON.parse(String(data)))
    this.closed = new Promise((resolve) => {
      this.socket.onclose = ({ code, reason }) => {
        resolve({ code, reason })
        this.#notify()
      }
    })
  }

  /** Connects with the client's cookies and origin, and waits for the welcome. */
  static async open(client: HttpClient, { headers = {}, ...options }: CableOptions = {}) {
    const cable = new CableClient(client.url, {
      headers: { origin: client.url, cookie: client.cookieHeader, ...headers },
      ...options,
    })
    await cable.waitForFrame(({ type }) => type === "welcome", "the welcome")
    return cable
  }

  /** @throws when the server rejects it */
  async subscribe(channel: string, params: Record<string, unknown> = {}) {
    const subscription = await this.trySubscribe(channel, params)
    if (!subscription) throw new Error(`${channel} was rejected: ${JSON.stringify(params)}`)
    return subscription
  }

  /** @returns null when the server rejects it */
  async trySubscribe(channel: string, params: Record<string, unknown> = {}) {
    const identifier = JSON.stringify({ channel, ...params })
    const earlier = this.frames.length
    this.send({ command: "subscribe", identifier })

    const result = await this.waitForFrame(
      (frame) => frame.identifier === identifier && /_subscription$/.test(frame.type ?? ""),
      `a response to ${identifier}`,
      earlier,
    )
    return result.type === "confirm_subscription" ? new Subscription(this, identifier) : null
  }

  /** Waits for a matching frame. Frames received already count, except the first `after`. */
  async waitForFrame(
    wanted: (frame: Frame) => boolean,
    awaited = "a frame",
    after = 0,
  ): Promise<Frame> {
    return this.waitFor(() => this.frames.slice(after).find(wanted), awaited)
  }

  /** Waits until `find` returns a value; calls it after every frame. */
  waitFor<T>(find: () => T | undefined, awaited: string): Promise<T> {
    const found = new Promise<T>((resolve, reject) => {
      const check = () => {
        const result = find()
        if (result === undefined && this.socket.readyState !== WebSocket.CLOSED) return
        this.#listeners.delete(check)
        if (result === undefined) reject(new Error(`The socket closed before ${awaited}`))
        else resolve(result)
      }
      this.#listeners.add(check)
      check()
    })
    return withTimeout(
      found,
      () => `${awaited}. Received: ${JSON.stringify(this.frames.slice(-20))}`,
    )
  }

  /** Sends a frame; a string is sent unchanged, so that it may be malformed. */
  send(frame: unknown) {
    this.socket.send(typeof frame === "string" ? frame : JSON.stringify(frame))
  }

  /** Waits until the server has processed all earlier commands; it runs them in order. */
  async flush() {
    await this.trySubscribe("HeartbeatChannel", { settled: crypto.randomUUID() })
  }

  async close() {
    this.socket.close()
    await withTimeout(this.closed, () => "the socket to close")
  }

  async [Symbol.asyncDispose]() {
    await this.close()
  }

  #receive(frame: Frame) {
    if (frame.type === "ping") this.pings.push(frame)
    else this.frames.push(frame)
    this.#notify()
  }

  #notify() {
    for (const listener of [...this.#listeners]) listener()
  }
}

export class Subscription {
  readonly identifier: string
  #cable: CableClient
  #taken = 0

  constructor(cable: CableClient, identifier: string) {
    this.#cable = cable
    this.identifier = identifier
  }

  /** All messages of this subscription, oldest first. */
  get messages(): unknown[] {
    return this.#cable.frames
      .filter(({ identifier, message }) => identifier === this.identifier && message !== undefined)
      .map(({ message }) => message)
  }

  /** The next message that `next` has not returned yet. */
  async next(): Promise<unknown> {
    const index = this.#taken++
    await this.#cable.waitFor(
      () => (this.messages.length > index ? true : undefined),
      `message ${index + 1} of ${this.identifier}`,
    )
    return this.messages[index]
  }

  perform(action: string, data: Record<string, unknown> = {}) {
    this.#cable.send({
      command: "message",
      identifier: this.identifier,
      data: JSON.stringify({ ...data, action }),
    })
  }

  unsubscribe() {
    this.#cable.send({ command: "unsubscribe", identifier: this.identifier })
  }
}
