import type { VirtualUser } from "../driver/request"
import type { StoredContent } from "../driver/stored-content"
import type { Cores } from "../machine/cores"
import type { RunningServer } from "../machine/hearth"
import type { Seed } from "../seed/seed"
import type { Pace } from "./alternate"

/** The server under test, its seed, and the settings of the run. */
export type BenchContext = {
  cores: Cores
  pace: Pace
  /** Open tabs whose presence runs while pages are measured. */
  tabs: number
  seed: Seed
  /** The storage directory of `hearth`. */
  storage: string
  /** A copy of the seed from before the first measurement. */
  untouched: string
  hearth: RunningServer
  stored: StoredContent
  /** Number of messages in the huge room; null without `--big`. */
  huge: number | null
}

export const CLIENTS = 16

/** CLIENTS different users of `server`, all members of one room (the busy one by default). */
export const virtualUsers = (
  { seed }: BenchContext,
  { port }: { port: number },
  room: { id: number } = seed.busy,
): VirtualUser[] => seed.people.slice(0, CLIENTS).map((person) => ({ port, person, room }))

export function firstUser(context: BenchContext, server: { port: number }): VirtualUser {
  const [first] = virtualUsers(context, server)
  if (!first) throw new Error("The seed has no users")
  return first
}
