import type { Socket } from "bun"
import { CLOSE, PING, pong, readFrame, TEXT } from "./frames"
import { InvalidRun } from "./response"

/** How a socket is opened and subscribed. */
export type Handshake = {
  port: number
  /** The upgrade request. */
  request: Buffer
  /** The reply to a server frame; "ready" once the subscription is confirmed. */
  reply(text: string): Buffer | "ready" | null
}

/** Receives the frames of all sockets. */
export interface FrameHandler {
  /** Whether these bytes are exactly the expected frame. */
  isExpected(bytes: Buffer): boolean
  /** `subscriber` received the expected frame. */
  onExpected(subscriber: Subscriber): void
  /** `subscriber` received another frame. */
  onFrame(subscriber: Subscriber, frame: Buffer, text: Buffer): void
  onError(error: unknown): void
}

/** One WebSocket, kept minimal: ten thousand of them share the load generator's core. */
export class Subscriber {
  /** The number of the last message received. */
  latest = 0
  #socket: Socket<Subscriber> | undefined
  #pending: Buffer | null = null
  #state: "closed" | "upgrading" | "subscribing" | "ready" = "closed"

  constructor(
    readonly handshake: Handshake,
    readonly handler: FrameHandler,
    readonly ready: () => void,
  ) {}

  async open() {
    const { port, request } = this.handshake
    const socket = HANDLERS
    this.#state = "upgrading"
    this.#socket = await Bun.connect({ hostname: "127.0.0.1", port, data: this, socket })
    this.#socket.write(request)
  }

  send(frame: Buffer) {
    this.#socket?.write(frame)
  }

  close() {
    this.#state = "closed"
    this.#socket?.terminate()
  }

  onData(chunk: Buffer) {
    if (this.#pending === null && this.#state === "ready" && this.handler.isExpected(chunk))
      return this.handler.onExpected(this)
    const bytes = this.#pending === null ? chunk : Buffer.concat([this.#pending, chunk])
    const read = this.#state === "upgrading" ? this.#readHead(bytes) : 0
    const end = this.#state === "upgrading" ? 0 : this.#readFrames(bytes, read)
    this.#pending = end < bytes.length ? Buffer.from(bytes.subarray(end)) : null
  }

  onClose() {
    if (this.#state !== "closed") throw new InvalidRun("The server closed a subscriber's socket")
  }

  #readHead(bytes: Buffer) {
    const end = bytes.indexOf("\r\n\r\n")
    if (end === -1) return 0
    const head = bytes.toString("latin1", 0, end)
    if (!head.startsWith("HTTP/1.1 101")) throw new InvalidRun(`The upgrade failed:\n${head}`)
    this.#state = "subscribing"
    return end + 4
  }

  #readFrames(bytes: Buffer, start: number) {
    let end = start
    for (let frame = readFrame(bytes, end); frame; frame = readFrame(bytes, end)) {
      const raw = bytes.subarray(end, end + frame.length)
      end += frame.length
      if (frame.opcode === PING) this.#socket?.write(pong)
      else if (frame.opcode === CLOSE) this.onClose()
      else if (frame.opcode === TEXT) this.#onText(raw, frame.payload)
    }
    return end
  }

  #onText(frame: Buffer, text: Buffer) {
    if (this.#state === "ready") return this.handler.onFrame(this, frame, text)
    const reply = this.handshake.reply(text.toString())
    if (reply === "ready") {
      this.#state = "ready"
      this.ready()
    } else if (reply) {
      this.#socket?.write(reply)
    }
  }
}

const HANDLERS = {
  data({ data: subscriber }: Socket<Subscriber>, chunk: Buffer) {
    reportErrors(subscriber, () => subscriber.onData(chunk))
  },
  close({ data: subscriber }: Socket<Subscriber>) {
    reportErrors(subscriber, () => subscriber.onClose())
  },
  error({ data: subscriber }: Socket<Subscriber>, error: Error) {
    subscriber.handler.onError(error)
  },
}

function reportErrors(subscriber: Subscriber, run: () => void) {
  try {
    run()
  } catch (error) {
    subscriber.handler.onError(error)
  }
}
