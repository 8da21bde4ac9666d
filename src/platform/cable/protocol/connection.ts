import type { ServerWebSocket } from "bun"
import { log } from "../bus"
import type { Identity } from "../channel"
import { disconnect, type Reason } from "./frames"
import { currentHeartbeat, nextHeartbeatGroup } from "./heartbeat"
import type { LiveSubscription } from "./live-subscription"

/** The data of a socket; null without an identity: such a socket is closed at once. */
export type Caller = Connection | null

type Task = () => void | Promise<void>

const COMMANDS_PER_SECOND = 30
const MAX_BACKLOG = 256 * 1024

/** Bytes of overhead per queued command. */
const COMMAND_OVERHEAD = 256

/** A user's socket. Its commands run one after the other. */
export class Connection {
  readonly subscriptions = new Map<string, LiveSubscription>()
  readonly heartbeatGroup = nextHeartbeatGroup()
  /** The heartbeat at which the client last sent a frame or a pong. */
  lastSeen = currentHeartbeat()
  closed = false
  #socket: ServerWebSocket<Caller> | undefined
  #tasks: Task[] = []
  #running: Promise<void> | null = null
  #backlog = 0
  #second = 0
  #commands = 0

  constructor(readonly identity: Identity) {}

  get socket() {
    if (!this.#socket) throw new Error("The socket is not open yet")
    return this.#socket
  }

  opened(socket: ServerWebSocket<Caller>) {
    this.#socket = socket
  }

  send(frame: string) {
    this.socket.send(frame)
  }

  /** Queues a command (backpressure): a client whose backlog is too long is disconnected. */
  receive(length: number, perform: Task) {
    const size = length + COMMAND_OVERHEAD
    this.#backlog += size
    if (this.#backlog > MAX_BACKLOG) return this.disconnect("invalid_request", true)
    this.enqueue(async () => {
      await this.#throttle()
      this.#backlog -= size
      if (!this.closed) await perform()
    })
  }

  enqueue(task: Task) {
    this.#tasks.push(task)
    this.#running ??= this.#work()
  }

  disconnect(reason: Reason, reconnect: boolean) {
    if (this.closed) return
    this.send(disconnect(reason, reconnect))
    this.socket.close(1000)
  }

  /** Ends all subscriptions after the running command. */
  async close() {
    this.closed = true
    this.enqueue(async () => {
      for (const subscription of this.subscriptions.values()) await subscription.end()
    })
    await this.settled()
  }

  /** Resolves when no command is running. */
  async settled() {
    await this.#running
  }

  async #work() {
    for (let task = this.#tasks.shift(); task; task = this.#tasks.shift()) {
      try {
        await task()
      } catch (error) {
        log().error({ err: error, user_id: this.identity.user_id }, "Cable: a command failed")
      }
    }
    this.#running = null
  }

  // Delays instead of rejecting: a client replays all of its subscriptions when it reconnects, and
  // each of them needs a response.
  async #throttle() {
    const now = performance.now()
    if (this.closed) return
    if (now - this.#second >= 1000) this.#startSecond(now)
    if (this.#commands++ < COMMANDS_PER_SECOND) return
    await Bun.sleep(this.#second + 1000 - now)
    this.#startSecond(performance.now())
    this.#commands = 1
  }

  #startSecond(now: number) {
    this.#second = now
    this.#commands = 0
  }
}
