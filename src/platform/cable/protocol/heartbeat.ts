import { publish } from "../streams"
import type { Connection } from "./connection"
import { ping } from "./frames"

/** Milliseconds between two pings of a socket; clients take 6 s of silence for a lost line. */
export const PING = 3000

/** How many beats there are from one ping to the next. */
const BEATS = 10

// Each beat pings one tenth of the sockets: ten thousand at once would hold up
// whatever is said at that moment.
const ALL_PULSES = Array.from({ length: BEATS }, (_, pulse) => `pulse ${pulse}`)

// The page's own ping says nothing about the page: that takes WebSocket pings,
// which browsers answer by themselves. Whoever has been silent for 15 s is asked,
// and after 30 s given up. Counted in beats, so that a machine that slept does
// not wake up to find everybody late.
const ASK = 5 * BEATS
const GIVE_UP = 10 * BEATS

let beats = 0
let taken = 0

/** Starts the pulse of `connections`; what it returns ends it. */
export function startHeartbeat(connections: Iterable<Connection>, interval = PING) {
  const timer = setInterval(() => beat(connections), interval / BEATS)
  return () => clearInterval(timer)
}

/** The beat at which something is heard right now. */
export const currentHeartbeat = () => beats

/** The pulse for the next socket: all have their fair share of them. */
export const nextHeartbeat = () => taken++ % BEATS

/** The topic that the sockets of a pulse follow. */
export const heartbeatTopic = (pulse: number) => ALL_PULSES[pulse] ?? ""

function beat(connections: Iterable<Connection>) {
  const pulse = ++beats % BEATS
  publish(heartbeatTopic(pulse), ping(Math.floor(Date.now() / 1000)))
  for (const connection of connections) {
    if (connection.pulse === pulse && !connection.closed) checkOn(connection)
  }
}

function checkOn(connection: Connection) {
  const silence = beats - connection.heard
  if (silence >= GIVE_UP) connection.socket.terminate()
  else if (silence >= ASK) connection.socket.ping()
}
