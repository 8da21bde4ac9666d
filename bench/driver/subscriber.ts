import type { Socket } from "bun"
import { CLOSE, PING, pong, readFrame, TEXT } from "./frames"
import { Invalid } from "./response"

/** How a socket is opened, and what makes it a listener. */
export type Manners = {
  port: number
  /** The request that asks for a WebSocket. */
  request: Buffer
  /** What to send upon what the server says, until it says what was waited for. */
  answer(said: string): Buffer | "ready" | null
}

/** Who is told what the sockets get. */
export interface Audience {
  /** Whether these bytes are, exactly, the frame that everybody waits for. */
  knows(bytes: Buffer): boolean
  /** `listener` has the frame that everybody waits for. */
  arrived(listener: Listener): void
  /** `listener` has a frame that nobody has looked into. */
  judge(listener: Listener, frame: Buffer, text: Buffer): void
  failed(error: unknown): void
}

/** One WebSocket, as cheap as it can be had: ten thousand of them share the driver's core. */
export class Listener {
  /** The number of the message that it got last. */
  latest = 0
  #socket: Socket<Listener> | undefined
  #pending: Buffer | null = null
  #state: "closed" | "asking" | "joining" | "ready" = "closed"

  constructor(
    readonly manners: Manners,
    readonly audience: Audience,
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

  receive(chunk: Buffer) {
    if (this.#pending === null && this.#state === "ready" && this.audience.knows(chunk))
      return this.audience.arrived(this)
    const bytes = this.#pending === null ? chunk : Buffer.concat([this.#pending, chunk])
    const read = this.#state === "asking" ? this.#readHead(bytes) : 0
    const end = this.#state === "asking" ? 0 : this.#readFrames(bytes, read)
    this.#pending = end < bytes.length ? Buffer.from(bytes.subarray(end)) : null
  }

  lost() {
    if (this.#state !== "closed") throw new Invalid("The server closed a listener's socket")
  }

  #readHead(bytes: Buffer) {
    const end = bytes.indexOf("\r\n\r\n")
    if (end === -1) return 0
    const head = bytes.toString("latin1", 0, end)
    if (!head.startsWith("HTTP/1.1 101")) throw new Invalid(`No socket was opened:\n${head}`)
    this.#state = "joining"
    return end + 4
  }

  #readFrames(bytes: Buffer, start: number) {
    let end = start
    for (let frame = readFrame(bytes, end); frame; frame = readFrame(bytes, end)) {
      const raw = bytes.subarray(end, end + frame.length)
      end += frame.length
      if (frame.opcode === PING) this.#socket?.write(pong)
      else if (frame.opcode === CLOSE) this.lost()
      else if (frame.opcode === TEXT) this.#hear(raw, frame.payload)
    }
    return end
  }

  #hear(frame: Buffer, text: Buffer) {
    if (this.#state === "ready") return this.audience.judge(this, frame, text)
    const answer = this.manners.answer(text.toString())
    if (answer === "ready") {
      this.#state = "ready"
      this.ready()
    } else if (answer) {
      this.#socket?.write(answer)
    }
  }
}

const HANDLERS = {
  data({ data: listener }: Socket<Listener>, chunk: Buffer) {
    guarded(listener, () => listener.receive(chunk))
  },
  close({ data: listener }: Socket<Listener>) {
    guarded(listener, () => listener.lost())
  },
  error({ data: listener }: Socket<Listener>, error: Error) {
    listener.audience.failed(error)
  },
}

function guarded(listener: Listener, act: () => void) {
  try {
    act()
  } catch (error) {
    listener.audience.failed(error)
  }
}
