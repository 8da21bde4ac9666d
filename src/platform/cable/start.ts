import { type Bus, bus, configureBus, configureLogger, type Logger } from "./bus"
import type { Identity } from "./channel"
import { applySignal, connections } from "./protocol/connections"
import { startHeartbeat } from "./protocol/heartbeat"

export type CableOptions = {
  /** Connects this process to others; by default it is the only one. */
  bus?: Bus
  /** Identifies the user of a request by cookie or `Authorization: Bearer`. */
  authenticate(request: Request): Promise<Identity | null>
  /**
   * Whether the user of a token may still connect: they may have been banned since it was issued.
   */
  authorize(identity: Identity): Promise<boolean>
  /** Whether the page's origin may open a socket with a cookie; by default the same host. */
  allowOrigin?(request: Request): boolean
  logger?: Logger
  /** Milliseconds between two pings of a socket. */
  pingInterval?: number
}

let running: { options: CableOptions; stop(): void } | null = null

/** The options of the running cable; undefined while it is stopped. */
export const cableOptions = () => running?.options

export function startCable(options: CableOptions) {
  if (options.bus) configureBus(options.bus)
  configureLogger(options.logger)
  const stopListening = bus().listen(applySignal)
  const stopHeartbeat = startHeartbeat(connections, options.pingInterval)
  running = {
    options,
    stop() {
      stopHeartbeat()
      stopListening()
    },
  }
}

/**
 * Disconnects all clients, which then reconnect; resolves when their running commands have ended.
 */
export async function stopCable() {
  running?.stop()
  running = null
  for (const connection of connections) connection.disconnect("server_restart", true)
  await Promise.all([...connections].map((connection) => connection.settled()))
}
