import type { Json } from "./bus"
import { message } from "./protocol/frames"

/** A subscription being set up: it hears of its streams, and keeps it until it can say so. */
export type PendingSubscription = { streams: string[]; hear(json: string): void }

type Publisher = { publish(topic: string, frame: string): unknown }
type Subscriber = { subscribe(topic: string): unknown; unsubscribe(topic: string): unknown }

// Everybody's page carries the same identifier for a stream, byte for byte, so a
// broadcast is normally one frame on one topic, however many sockets follow it.
const followers = new Map<string, Map<string, number>>()
const openings = new Set<PendingSubscription>()

let publisher: Publisher | undefined

/** Tells through which server the sockets came, as only it can publish to all of them. */
export function publishThrough(server: Publisher) {
  publisher = server
}

/** Sends one frame to every socket that subscribed to the bare `topic`. */
export function publish(topic: string, frame: string) {
  publisher?.publish(topic, frame)
}

export function deliver(stream: string, payload: Json) {
  const identifiers = followers.get(stream)
  const waiting = [...openings].filter((opening) => opening.streams.includes(stream))
  if (!identifiers && waiting.length === 0) return

  const json = JSON.stringify(payload)
  for (const identifier of identifiers?.keys() ?? []) {
    publish(topicOf(stream, identifier), message(identifier, json))
  }
  for (const opening of waiting) opening.hear(json)
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
  const left = (identifiers?.get(identifier) ?? 0) - 1
  if (left > 0) identifiers?.set(identifier, left)
  else identifiers?.delete(identifier)
  if (identifiers?.size === 0) followers.delete(stream)
}

export function startListening(opening: PendingSubscription) {
  openings.add(opening)
}

export function stopListening(opening: PendingSubscription) {
  openings.delete(opening)
}

// The length keeps two pairs apart whatever characters a stream's name holds.
const topicOf = (stream: string, identifier: string) => `${stream.length} ${stream} ${identifier}`
