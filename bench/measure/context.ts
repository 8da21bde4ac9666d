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

/** CLIENTS different people of the seed, as users of `server` in one room (the busy one by default). */
export const virtualUsers = (
  context: BenchContext,
  server: { port: number },
  room: { id: number } = context.seed.busy,
): VirtualUser[] => peopleAs(context, server, room, 0, CLIENTS)

/** `count` people who are not among the virtual users. */
export const otherUsers = (
  context: BenchContext,
  server: { port: number },
  room: { id: number },
  count: number,
): VirtualUser[] => peopleAs(context, server, room, CLIENTS, count)

/** `count` users of `server`: the people of the seed from `first` on, and again from the start. */
export function peopleAs(
  { seed: { people } }: BenchContext,
  { port }: { port: number },
  room: { id: number },
  first: number,
  count: number,
): VirtualUser[] {
  return Array.from({ length: count }, (_, index) => {
    const person = people[(first + index) % people.length]
    if (!person) throw new Error("The seed has no people")
    return { port, person, room }
  })
}

export function firstUser(context: BenchContext, server: { port: number }): VirtualUser {
  const [first] = virtualUsers(context, server)
  if (!first) throw new Error("The seed has no users")
  return first
}
