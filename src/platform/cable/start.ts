import { type Bus, bus, configureBus } from "./bus"
import type { Identity } from "./identity"
import { configureLogger, type Logger } from "./log"
import { applySignal, connections } from "./protocol/connections"
import { startHeartbeat } from "./protocol/heartbeat"

export type CableOptions = {
  /** What joins this process to others; without it, it is alone. */
  bus?: Bus
  /** Who sends this request, by cookie or by `Authorization: Bearer`. */
  authenticate(request: Request): Promise<Identity | null>
  /** Whether someone who came by a token may still come in: they may have been banned since. */
  authorize(identity: Identity): Promise<boolean>
  /** Which pages may open a socket with a cookie; those of the same host where nothing is given. */
  allowOrigin?(request: Request): boolean
  logger?: Logger
  /** Milliseconds between two pings of a socket. */
  pingInterval?: number
}

let running: { options: CableOptions; stop(): void } | null = null

/** What the cable was started with; undefined before and after. */
export const cableOptions = () => running?.options

export function startCable(options: CableOptions) {
  if (options.bus) configureBus(options.bus)
  configureLogger(options.logger)
  const stopObeying = bus().listen(applySignal)
  const stopPulse = startHeartbeat(connections, options.pingInterval)
  running = {
    options,
    stop() {
      stopPulse()
      stopObeying()
    },
  }
}

/** Sends everyone away until the server is back; resolves when what ran for them is through. */
export async function stopCable() {
  running?.stop()
  running = null
  for (const connection of connections) connection.disconnect("server_restart", true)
  await Promise.all([...connections].map((connection) => connection.settled()))
}
