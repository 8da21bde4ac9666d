import type { z } from "zod"
import type { Json } from "./bus"

/** The user of a socket. Bots and clients with an access token have no session. */
export type Identity = { user_id: number; session_id: number | null }

/** One client's subscription to a channel. */
export type Subscription<Params = unknown, State = unknown> = {
  readonly identity: Identity
  /** The client's JSON identifier, byte for byte. */
  readonly identifier: string
  readonly params: Params
  readonly state: State
  /** Sends to this subscriber only. Called in `subscribed`, it is sent after the confirmation. */
  transmit(payload: Json): void
  /**
   * Forwards broadcasts to `stream` from this call on. Called in `subscribed`, they are buffered and
   * sent after the confirmation and the transmitted frames.
   *
   * @param grant the right by which this user may follow the stream; `dropSubscriptions` ends it
   */
  streamFrom(stream: string, grant?: string): void
  /** Rejects or ends the subscription. The client does not retry it. */
  reject(): void
}

export type Channel<Params = unknown, State = unknown> = {
  /** Parses the identifier; an invalid one is rejected. */
  params?: z.ZodType<Params>
  /** Creates the state of each subscription. */
  state?: () => State
  /** Called before subscribing and before each action; false ends the subscription. */
  permits?(subscription: Subscription<Params, State>): boolean | Promise<boolean>
  subscribed?(subscription: Subscription<Params, State>): void | Promise<void>
  /** Runs once for each confirmed subscription when it ends. */
  unsubscribed?(subscription: Subscription<Params, State>): void | Promise<void>
  /** The actions that clients may call. */
  actions?: Record<string, Action<Params, State>>
}

/** The data of an action, not validated except for `action`. */
export type ActionData = { readonly [key: string]: unknown }

// A method type, because methods are bivariant in their parameters: channels of every type fit into
// one registry.
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

/** Sends nothing: a confirmed subscription tells a page that its connection works. */
export const heartbeatChannel = channel("HeartbeatChannel", {})
