export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json }

/** What the processes send each other. Each applies it to its own sockets. */
export type Signal = Broadcast | Disconnect | Drop

type Broadcast = { type: "broadcast"; stream: string; payload: Json }

export type Disconnect = {
  type: "disconnect"
  whose: { user_id: number } | { session_id: number }
  reconnect: boolean
}

/** Ends what `user_id` follows by this grant: a stream by its name, or what `streamFrom` was told. */
export type Drop = { type: "drop"; user_id: number; grant: string }

/**
 * Connects the processes of one installation. All signals share one ordered channel, so a broadcast
 * can't overtake an earlier revocation and reach a user who lost access.
 */
export type Bus = {
  /** Sends `signal` to the listeners of every process, including this one. */
  publish(signal: Signal): void
  /** @returns a function that removes the listener */
  listen(listener: (signal: Signal) => void): () => void
  /** True for the first caller with `key` in any process within `seconds`, false for all others. */
  claim(key: string, seconds: number): Promise<boolean>
}

/** The bus of a single process: `publish` calls the listeners synchronously. */
export function inProcessBus(): Bus {
  const listeners = new Set<(signal: Signal) => void>()
  const claims = new Map<string, number>()

  return {
    publish(signal) {
      for (const listener of listeners) listener(signal)
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async claim(key, seconds) {
      const now = Date.now()
      for (const [claimed, until] of claims) if (until <= now) claims.delete(claimed)
      if (claims.has(key)) return false
      claims.set(key, now + seconds * 1000)
      return true
    },
  }
}

let current = inProcessBus()

/** The bus of this process. It exists before the cable starts, so broadcasting is always safe. */
export const bus = () => current

export function configureBus(other: Bus) {
  current = other
}

/** Details first, as in pino. */
export type Logger = Record<"info" | "warn" | "error", (details: object, message: string) => void>

const silent: Logger = { info() {}, warn() {}, error() {} }

let logger = silent

export const log = () => logger

export function configureLogger(next: Logger = silent) {
  logger = next
}
