import type { Disconnect, Drop, Signal } from "../bus"
import type { Identity } from "../channel"
import { notifyListeners } from "../signals"
import { deliver } from "../streams"
import type { Connection } from "./connection"

/** Open sockets, indexed by user: revoking thousands of memberships must not scan all sockets. */
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
    const ofUser = this.#byUser.get(user_id)
    ofUser?.delete(connection)
    if (ofUser?.size === 0) this.#byUser.delete(user_id)
  }

  /** The ids of users with an open socket, now and later. */
  get users(): ReadonlySetLike<number> {
    return this.#byUser
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

/** The ids of users with an open socket in this process. */
export const connectedUsers = () => connections.users

/** Applies a signal from the bus to the sockets of this process. */
export function applySignal(signal: Signal) {
  switch (signal.type) {
    case "broadcast":
      deliver([signal.stream], signal.payload)
      return notifyListeners(signal.stream, signal.payload)
    case "disconnect":
      return disconnect(signal)
    case "drop":
      return drop(signal)
  }
}

// A user can be banned between the check of their cookie and the open socket (TOCTOU), which would
// then survive the ban. So disconnect signals are also recorded for connections that are opening.
const opening = new Set<Disconnect[]>()

/** Runs `open`, whose argument tells whether a user was banned since the call began. */
export async function openConnection<T>(
  open: (isBanned: (identity: Identity) => boolean) => Promise<T>,
) {
  const missed: Disconnect[] = []
  opening.add(missed)
  try {
    return await open((identity) =>
      missed.some((signal) => !signal.reconnect && concerns(signal, identity)),
    )
  } finally {
    opening.delete(missed)
  }
}

function disconnect(signal: Disconnect) {
  for (const missed of opening) missed.push(signal)
  for (const connection of connections) {
    if (concerns(signal, connection.identity)) connection.disconnect("remote", signal.reconnect)
  }
}

function drop({ user_id, grant }: Drop) {
  for (const connection of connections.of(user_id)) {
    for (const subscription of connection.subscriptions.values()) subscription.drop(grant)
  }
}

function concerns({ whose }: Disconnect, identity: Identity) {
  return "user_id" in whose
    ? identity.user_id === whose.user_id
    : identity.session_id === whose.session_id
}
