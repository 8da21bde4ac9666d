import type { z } from "zod"
import type { Json } from "./bus"
import type { Identity } from "./identity"

/** What a channel sees of one subscriber. */
export type Subscription<Params = unknown, State = unknown> = {
  readonly identity: Identity
  /** What the client named the subscription, byte for byte. */
  readonly identifier: string
  readonly params: Params
  readonly state: State
  /** Says something to this subscriber alone; while `subscribed` runs, right after the confirmation. */
  transmit(payload: Json): void
  /**
   * Passes on what is broadcast to `stream` from this call on; while `subscribed`
   * runs it is kept, and follows the confirmation and what was transmitted.
   */
  streamFrom(stream: string): void
  /** Refuses the subscription, or ends it: the client forgets it. */
  reject(): void
}

export type Channel<Params = unknown, State = unknown> = {
  /** Reads the rest of the identifier; what it does not accept is rejected. */
  params?: z.ZodType<Params>
  /** Makes what the channel remembers of each subscription. */
  state?: () => State
  /** Asked before subscribing and again before each action; a no ends the subscription. */
  permits?(subscription: Subscription<Params, State>): boolean | Promise<boolean>
  subscribed?(subscription: Subscription<Params, State>): void | Promise<void>
  /** Runs once for each confirmed subscription, whichever way it ends. */
  unsubscribed?(subscription: Subscription<Params, State>): void | Promise<void>
  /** What clients may call. */
  actions?: Record<string, Action<Params, State>>
}

/** What came with an action: an object, of which nothing is known but its `action`. */
export type ActionData = { readonly [key: string]: unknown }

// Written as a method, because TypeScript lets methods stand in for others with
// wider parameters: that is how channels of every shape fit into one registry.
type Action<Params, State> = {
  perform(subscription: Subscription<Params, State>, data: ActionData): void | Promise<void>
}["perform"]

export type NamedChannel = Channel & { name: string }

const channels = new Map<string, Channel>()

/** A channel, for `registerChannels`; clients subscribe to it by its name. */
export function channel<Params, State>(
  name: string,
  definition: Channel<Params, State>,
): NamedChannel {
  return { name, ...definition }
}

/** Lets clients subscribe to these channels. */
export function registerChannels(list: NamedChannel[]) {
  for (const channel of list) channels.set(channel.name, channel)
}

export const channelNamed = (name: unknown) =>
  typeof name === "string" ? channels.get(name) : undefined
