import type { VirtualUser } from "../driver/request"
import type { StoredContent } from "../driver/stored-content"
import type { Cores } from "../machine/cores"
import type { RunningServer } from "../machine/hearth"
import type { Seed } from "../seed/seed"
import type { Pace } from "./alternate"

/** What measuring takes: a server on a seed, and how to go about it. */
export type BenchContext = {
  cores: Cores
  pace: Pace
  seed: Seed
  /** The directory that `hearth` works on. */
  storage: string
  /** A copy of the seed's directory, from before anything was measured. */
  untouched: string
  hearth: RunningServer
  stored: StoredContent
  /** How many messages a huge room has, where one is to be measured. */
  huge: number | null
}

export const CLIENTS = 16

/** Different people at `server`, all in one room, which is the busy one. */
export const virtualUsers = (
  { seed }: BenchContext,
  { port }: { port: number },
  room: { id: number } = seed.busy,
): VirtualUser[] => seed.people.slice(0, CLIENTS).map((person) => ({ port, person, room }))

export function firstUser(context: BenchContext, server: { port: number }): VirtualUser {
  const [first] = virtualUsers(context, server)
  if (!first) throw new Error("There is nobody in the seed")
  return first
}
