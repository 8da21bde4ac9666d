import type { Socket } from "bun"
import { CLOSE, PING, pong, readFrame, TEXT } from "./frames"
import { InvalidRun } from "./response"

/** How a socket is opened, and what makes it a listener. */
export type Handshake = {
  port: number
  /** The request that asks for a WebSocket. */
  request: Buffer
  /** What to send upon what the server says, until it says what was waited for. */
  reply(said: string): Buffer | "ready" | null
}

/** Who is told what the sockets get. */
export interface FrameHandler {
  /** Whether these bytes are, exactly, the frame that everybody waits for. */
  isExpected(bytes: Buffer): boolean
  /** `listener` has the frame that everybody waits for. */
  onExpected(listener: Subscriber): void
  /** `listener` has a frame that nobody has looked into. */
  onFrame(listener: Subscriber, frame: Buffer, text: Buffer): void
  onError(error: unknown): void
}

/** One WebSocket, as cheap as it can be had: ten thousand of them share the driver's core. */
export class Subscriber {
  /** The number of the message that it got last. */
  latest = 0
  #socket: Socket<Subscriber> | undefined
  #pending: Buffer | null = null
  #state: "closed" | "asking" | "joining" | "ready" = "closed"

  constructor(
    readonly manners: Handshake,
    readonly audience: FrameHandler,
    readonly ready: () => void,
  ) {}

  async open() {
    const { port, request } = this.manners
    const socket = HANDLERS
    this.#state = "asking"
    this.#socket = await Bun.connect({ hostname: "127.0.0.1", port, data: this, socket })
    this.#socket.write(request)
  }

  close() {
    this.#state = "closed"
    this.#socket?.terminate()
  }

  onData(chunk: Buffer) {
    if (this.#pending === null && this.#state === "ready" && this.audience.isExpected(chunk))
      return this.audience.onExpected(this)
    const bytes = this.#pending === null ? chunk : Buffer.concat([this.#pending, chunk])
    const read = this.#state === "asking" ? this.#readHead(bytes) : 0
    const end = this.#state === "asking" ? 0 : this.#readFrames(bytes, read)
    this.#pending = end < bytes.length ? Buffer.from(bytes.subarray(end)) : null
  }

  onClose() {
    if (this.#state !== "closed") throw new InvalidRun("The server closed a listener's socket")
  }

  #readHead(bytes: Buffer) {
    const end = bytes.indexOf("\r\n\r\n")
    if (end === -1) return 0
    const head = bytes.toString("latin1", 0, end)
    if (!head.startsWith("HTTP/1.1 101")) throw new InvalidRun(`No socket was opened:\n${head}`)
    this.#state = "joining"
    return end + 4
  }

  #readFrames(bytes: Buffer, start: number) {
    let end = start
    for (let frame = readFrame(bytes, end); frame; frame = readFrame(bytes, end)) {
      const raw = bytes.subarray(end, end + frame.length)
      end += frame.length
      if (frame.opcode === PING) this.#socket?.write(pong)
      else if (frame.opcode === CLOSE) this.onClose()
      else if (frame.opcode === TEXT) this.#hear(raw, frame.payload)
    }
    return end
  }

  #hear(frame: Buffer, text: Buffer) {
    if (this.#state === "ready") return this.audience.onFrame(this, frame, text)
    const answer = this.manners.reply(text.toString())
    if (answer === "ready") {
      this.#state = "ready"
      this.ready()
    } else if (answer) {
      this.#socket?.write(answer)
    }
  }
}

const HANDLERS = {
  data({ data: listener }: Socket<Subscriber>, chunk: Buffer) {
    reportErrors(listener, () => listener.onData(chunk))
  },
  close({ data: listener }: Socket<Subscriber>) {
    reportErrors(listener, () => listener.onClose())
  },
  error({ data: listener }: Socket<Subscriber>, error: Error) {
    listener.audience.onError(error)
  },
}

function reportErrors(listener: Subscriber, act: () => void) {
  try {
    act()
  } catch (error) {
    listener.audience.onError(error)
  }
}
