import {
  type CableOptions,
  type Caller,
  heartbeatChannel,
  type Identity,
  registerChannels,
  startCable,
  stopCable,
  turboStreamsChannel,
  upgrade,
  websocket,
} from "../../src/platform/cable/cable"
import { configureSecret } from "../../src/platform/http/signed"
import { withTimeout } from "./timeouts"

configureSecret("a secret for the cable's tests")

/** A server with only a cable. The cookie `user=1; session=10` signs in. */
export function serveCable(options: Partial<CableOptions> = {}, page?: (path: string) => Response) {
  registerChannels([heartbeatChannel, turboStreamsChannel])
  startCable({ authenticate: readCookie, authorize: async () => true, ...options })
  const server = Bun.serve<Caller>({
    hostname: "127.0.0.1",
    port: 0,
    websocket,
    async fetch(request, server) {
      const { pathname } = new URL(request.url)
      if (pathname === "/cable") return upgrade(request, server)
      return page?.(pathname) ?? new Response(null, { status: 404 })
    },
  })
  return {
    host: `127.0.0.1:${server.port}`,
    async stop() {
      await stopCable()
      await server.stop(true)
    },
  }
}

export async function readCookie(request: Request): Promise<Identity | null> {
  const cookies = new Bun.CookieMap(request.headers.get("cookie") ?? "")
  const user_id = Number(cookies.get("user"))
  const session_id = Number(cookies.get("session"))
  return user_id ? { user_id, session_id: session_id || null } : null
}

type Frame = { type?: string; identifier?: string; message?: unknown } & Record<string, unknown>
type ConnectOptions = { headers?: Record<string, string>; protocols?: string[]; query?: string }

/** A cable client that expects frames in order. Pings are recorded separately. */
export class Client {
  readonly pings: Frame[] = []
  readonly closed = Promise.withResolvers<{ code: number }>()
  #frames: Frame[] = []
  #waiting: ((frame: Frame) => void)[] = []

  static async connect(host: string, identity: string | null, options: ConnectOptions = {}) {
    const client = Client.open(host, identity, options)
    await client.expect({ type: "welcome" })
    return client
  }

  static open(host: string, identity: string | null, options: ConnectOptions = {}) {
    const cookie = identity === null ? {} : { cookie: identity, origin: `http://${host}` }
    return new Client(
      // Bun's WebSocket accepts headers; the DOM type, which applies here, does not.
      Reflect.construct(WebSocket, [
        `ws://${host}/cable${options.query ?? ""}`,
        {
          headers: { ...cookie, ...options.headers },
          protocols: options.protocols ?? ["actioncable-v1-json", "actioncable-unsupported"],
        },
      ]),
    )
  }

  constructor(readonly socket: WebSocket) {
    socket.onmessage = ({ data }) => this.#receive(JSON.parse(data))
    socket.onclose = ({ code }) => this.closed.resolve({ code })
  }

  say(command: object | string) {
    this.socket.send(typeof command === "string" ? command : JSON.stringify(command))
  }

  async subscribe(identifier: string) {
    this.say({ command: "subscribe", identifier })
    await this.expect({ identifier, type: "confirm_subscription" })
  }

  act(identifier: string, data: object) {
    this.say({ command: "message", identifier, data: JSON.stringify(data) })
  }

  async next(): Promise<Frame> {
    const frame = this.#frames.shift()
    return frame ?? new Promise((resolve) => this.#waiting.push(resolve))
  }

  async expect(expected: object) {
    const frame = await withTimeout(this.next(), () => JSON.stringify(expected))
    if (!Bun.deepEquals(frame, expected)) {
      throw new Error(`Expected ${JSON.stringify(expected)}, received ${JSON.stringify(frame)}`)
    }
  }

  /** Fails if any further frame arrives before a round trip is complete. */
  async expectNothing() {
    const nothing = JSON.stringify({ channel: "HeartbeatChannel", at: crypto.randomUUID() })
    await this.subscribe(nothing)
    this.say({ command: "unsubscribe", identifier: nothing })
  }

  #receive(frame: Frame) {
    if (frame.type === "ping") this.pings.push(frame)
    else {
      const waiting = this.#waiting.shift()
      if (waiting) waiting(frame)
      else this.#frames.push(frame)
    }
  }
}

/** An identifier as browsers write it. */
export const identifier = (channel: string, params: object = {}) =>
  JSON.stringify({ channel, ...params })
