import type { Disconnect, Drop, Signal } from "../bus"
import type { Identity } from "../identity"
import { notifyListeners } from "../local-listeners"
import { deliver } from "../streams"
import type { Connection } from "./connection"

/** Open sockets, also by whose they are: closing a room of thousands must not look at each for all. */
class Connections {
  readonly #all = new Set<Connection>()
  readonly #byUser = new Map<number, Set<Connection>>()

  add(connection: Connection) {
    this.#all.add(connection)
    const { user_id } = connection.identity
    this.#byUser.set(user_id, (this.#byUser.get(user_id) ?? new Set()).add(connection))
  }

  delete(connection: Connection) {
    this.#all.delete(connection)
    const { user_id } = connection.identity
    const theirs = this.#byUser.get(user_id)
    theirs?.delete(connection)
    if (theirs?.size === 0) this.#byUser.delete(user_id)
  }

  /** The ids of those who have a socket open. */
  get users(): ReadonlySet<number> {
    return new Set(this.#byUser.keys())
  }

  of(user_id: number): Iterable<Connection> {
    return this.#byUser.get(user_id) ?? []
  }

  [Symbol.iterator]() {
    return this.#all.values()
  }
}

/** The open sockets of this process. */
export const connections = new Connections()

/** The ids of those who have a socket open in this process. */
export const connectedUsers = () => connections.users

/** Does this process's part of what was told on the bus. */
export function applySignal(signal: Signal) {
  switch (signal.type) {
    case "broadcast":
      deliver(signal.stream, signal.payload)
      return notifyListeners(signal.stream, signal.payload)
    case "disconnect":
      return disconnect(signal)
    case "drop":
      return drop(signal)
  }
}

// Someone can be banned between the look at their cookie and the open socket,
// which would then outlive the ban: whoever is on the way in is told as well.
const arrivals = new Set<Disconnect[]>()

/** Runs `enter`, whose `banned` tells whether someone was banned since it began. */
export async function openConnection<T>(
  enter: (banned: (identity: Identity) => boolean) => Promise<T>,
) {
  const missed: Disconnect[] = []
  arrivals.add(missed)
  try {
    return await enter((identity) =>
      missed.some((signal) => !signal.reconnect && concerns(signal, identity)),
    )
  } finally {
    arrivals.delete(missed)
  }
}

function disconnect(signal: Disconnect) {
  for (const missed of arrivals) missed.push(signal)
  for (const connection of connections) {
    if (concerns(signal, connection.identity)) connection.disconnect("remote", signal.reconnect)
  }
}

function drop({ user_id, stream }: Drop) {
  for (const connection of connections.of(user_id)) {
    for (const subscription of connection.subscriptions.values()) subscription.drop(stream)
  }
}

function concerns({ whose }: Disconnect, identity: Identity) {
  return "user_id" in whose
    ? identity.user_id === whose.user_id
    : identity.session_id === whose.session_id
}
