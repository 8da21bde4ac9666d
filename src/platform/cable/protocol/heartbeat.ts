import type { ServerWebSocket } from "bun"
import { publish } from "../streams"
import { ping } from "./frames"

/** Milliseconds between two pings of a socket. Clients reconnect after 6 s without one. */
const PING_INTERVAL = 3000

// The sockets are split into groups, and each heartbeat pings one of them: pinging ten thousand
// sockets at once would delay other frames.
const GROUPS = 10
const TOPICS = Array.from({ length: GROUPS }, (_, group) => `heartbeat ${group}`)

// Action Cable's pings get no response, so they don't detect a dead client. A client that was silent
// for 15 s gets a WebSocket ping, which browsers answer by themselves; after 30 s it is terminated.
// Counted in heartbeats, so that a machine that was suspended does not terminate all clients.
const PING_AFTER = 5 * GROUPS
const TERMINATE_AFTER = 10 * GROUPS

let heartbeats = 0
let assigned = 0

/** What the heartbeat uses of a connection. */
type Monitored = {
  readonly heartbeatGroup: number
  /** The heartbeat at which the client last sent a frame or a pong. */
  readonly lastSeen: number
  readonly closed: boolean
  readonly socket: Pick<ServerWebSocket, "ping" | "terminate">
}

/** Starts the heartbeat of `connections`. @returns a function that stops it */
export function startHeartbeat(connections: Iterable<Monitored>, interval = PING_INTERVAL) {
  const timer = setInterval(() => beat(connections), interval / GROUPS)
  return () => clearInterval(timer)
}

/** The number of heartbeats so far. */
export const currentHeartbeat = () => heartbeats

/** Assigns sockets to groups round-robin. */
export const nextHeartbeatGroup = () => assigned++ % GROUPS

/** The topic of a group's sockets. */
export const heartbeatTopic = (group: number) => TOPICS[group] ?? ""

function beat(connections: Iterable<Monitored>) {
  const group = ++heartbeats % GROUPS
  publish(heartbeatTopic(group), ping(Math.floor(Date.now() / 1000)))
  for (const connection of connections) {
    if (connection.heartbeatGroup === group && !connection.closed) checkLiveness(connection)
  }
}

function checkLiveness(connection: Monitored) {
  const silence = heartbeats - connection.lastSeen
  if (silence >= TERMINATE_AFTER) connection.socket.terminate()
  else if (silence >= PING_AFTER) connection.socket.ping()
}
