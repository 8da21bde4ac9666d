/** What JSON can say. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json }

/** What processes tell each other, so that each can do its part for the sockets it holds. */
export type Signal = Broadcast | Disconnect | Drop

export type Broadcast = { type: "broadcast"; stream: string; payload: Json }

export type Disconnect = {
  type: "disconnect"
  whose: { user_id: number } | { session_id: number }
  reconnect: boolean
}

export type Drop = { type: "drop"; user_id: number; stream: string }

/**
 * Joins the processes of one Hearth. Everything travels on the same line, in the
 * order in which it was sent: what is broadcast after a revocation can then
 * never overtake it and reach the one who lost access.
 */
export type Bus = {
  /** Hands `signal` to the listeners of every process, this one included. */
  publish(signal: Signal): void
  /** @returns what ends the listening */
  listen(hear: (signal: Signal) => void): () => void
  /** True for the first to claim `key` in any process within `seconds`, false for all others. */
  claim(key: string, seconds: number): Promise<boolean>
}

/** The bus of a Hearth that is one process: listeners have heard by the time `publish` returns. */
export function inProcessBus(): Bus {
  const listeners = new Set<(signal: Signal) => void>()
  const claims = new Map<string, number>()

  return {
    publish(signal) {
      for (const hear of listeners) hear(signal)
    },
    listen(hear) {
      listeners.add(hear)
      return () => listeners.delete(hear)
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

/** The bus of this process; there is one before the cable starts, so that broadcasting is always safe. */
export const bus = () => current

export function configureBus(other: Bus) {
  current = other
}
