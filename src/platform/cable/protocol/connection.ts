import type { ServerWebSocket } from "bun"
import type { Identity } from "../identity"
import { log } from "../log"
import { disconnect, type Reason } from "./frames"
import { currentHeartbeat, nextHeartbeat } from "./heartbeat"
import type { LiveSubscription } from "./live-subscription"

/** What hangs on a socket; null for a stranger, who is only told to go. */
export type Caller = Connection | null

type Task = () => void | Promise<void>

const COMMANDS_PER_SECOND = 30
const MAX_BACKLOG = 256 * 1024

/** What a command costs while it waits, besides its own length. */
const WAITING = 256

/** One person's socket, and all that happens on it, one thing after the other. */
export class Connection {
  readonly subscriptions = new Map<string, LiveSubscription>()
  readonly pulse = nextHeartbeat()
  /** The beat at which the client last gave a sign of life. */
  heard = currentHeartbeat()
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

  /** Performs a command in its turn; a client that is far ahead of its turn is sent away. */
  receive(length: number, perform: Task) {
    const weight = length + WAITING
    this.#backlog += weight
    if (this.#backlog > MAX_BACKLOG) return this.disconnect("invalid_request", true)
    this.enqueue(async () => {
      await this.#turn()
      this.#backlog -= weight
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

  /** Ends all subscriptions, behind what still runs. */
  async close() {
    this.closed = true
    this.enqueue(async () => {
      for (const subscription of this.subscriptions.values()) await subscription.end()
    })
    await this.settled()
  }

  /** Resolves when nothing runs on this connection any more. */
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

  // Waiting instead of refusing: a client with many subscriptions replays them all
  // when it reconnects, and every one of them should be answered.
  async #turn() {
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
