import type { Json } from "./bus"
import { message } from "./protocol/frames"

/** A subscription that is not confirmed yet: it buffers the broadcasts to its streams. */
export type PendingSubscription = { buffer(json: string): void }

type Publisher = { publish(topic: string, frame: string): unknown }
type Subscriber = { subscribe(topic: string): unknown; unsubscribe(topic: string): unknown }

// All pages use the same identifier for a stream, byte for byte, so a broadcast is normally one
// frame on one topic for all sockets. Counts subscriptions by stream and identifier.
const followers = new Map<string, Map<string, number>>()
const pending = new Map<string, Set<PendingSubscription>>()

let publisher: Publisher | undefined

/** Sets the server of the sockets, which publishes to their topics. */
export function publishThrough(server: Publisher) {
  publisher = server
}

/** Sends one frame to every socket that subscribed to the bare `topic`. */
export function publish(topic: string, frame: string) {
  publisher?.publish(topic, frame)
}

/** Sends `payload` to the subscribers of all `streams`. It is encoded once. */
export function deliver(streams: readonly string[], payload: Json) {
  let json: string | undefined
  const frames = new Map<string, string>()
  for (const stream of streams) {
    const [identifiers, waiting] = [followers.get(stream), pending.get(stream)]
    if (!identifiers && !waiting) continue
    json ??= JSON.stringify(payload)
    for (const identifier of identifiers?.keys() ?? []) {
      const frame = frames.get(identifier) ?? message(identifier, json)
      frames.set(identifier, frame)
      publish(topicOf(stream, identifier), frame)
    }
    for (const subscription of waiting ?? []) subscription.buffer(json)
  }
}

export function follow(socket: Subscriber, stream: string, identifier: string) {
  const identifiers = followers.get(stream) ?? new Map<string, number>()
  followers.set(stream, identifiers)
  identifiers.set(identifier, (identifiers.get(identifier) ?? 0) + 1)
  socket.subscribe(topicOf(stream, identifier))
}

export function unfollow(socket: Subscriber, stream: string, identifier: string) {
  socket.unsubscribe(topicOf(stream, identifier))
  const identifiers = followers.get(stream)
  const count = (identifiers?.get(identifier) ?? 0) - 1
  if (count > 0) identifiers?.set(identifier, count)
  else identifiers?.delete(identifier)
  if (identifiers?.size === 0) followers.delete(stream)
}

export function startBuffering(subscription: PendingSubscription, stream: string) {
  const waiting = pending.get(stream) ?? new Set()
  pending.set(stream, waiting.add(subscription))
}

export function stopBuffering(subscription: PendingSubscription, stream: string) {
  const waiting = pending.get(stream)
  waiting?.delete(subscription)
  if (waiting?.size === 0) pending.delete(stream)
}

// The length makes the topic unique, whatever characters a stream's name contains.
const topicOf = (stream: string, identifier: string) => `${stream.length} ${stream} ${identifier}`
