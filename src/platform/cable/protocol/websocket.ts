import type { ServerWebSocket, WebSocketHandler } from "bun"
import { log } from "../log"
import { cableOptions } from "../start"
import { perform } from "./commands"
import type { Caller, Connection } from "./connection"
import { connections } from "./connections"
import { disconnect, welcome } from "./frames"
import { currentHeartbeat, heartbeatTopic } from "./heartbeat"

const MAX_FRAME = 64 * 1024
const MAX_UNSENT = 1024 * 1024

/** What `Bun.serve` needs to know of the cable's sockets. */
export const websocket: WebSocketHandler<Caller> = {
  maxPayloadLength: MAX_FRAME,

  // A client that does not read is cut off, without a word that it would not read
  // either: a lost line is what makes browsers come back and catch up.
  backpressureLimit: MAX_UNSENT,
  closeOnBackpressureLimit: true,

  // Who is still there is the pulse's business: any frame of ours, the ping
  // included, restarts this clock. It only clears away sockets that we closed and
  // whose clients never did.
  idleTimeout: 30,
  sendPings: false,

  open(socket) {
    const connection = socket.data
    if (connection) open(connection, socket)
    else turnAway(socket)
  },

  message(socket, frame) {
    const connection = socket.data
    if (!connection) return
    connection.heard = currentHeartbeat()
    if (typeof frame === "string") {
      connection.receive(frame.length, () => perform(connection, frame))
    } else {
      log().info({ user_id: connection.identity.user_id }, "Cable: a binary frame")
    }
  },

  pong({ data: connection }) {
    if (connection) connection.heard = currentHeartbeat()
  },

  async close({ data: connection }) {
    if (!connection) return
    await connection.close()
    connections.delete(connection)
  },
}

function open(connection: Connection, socket: ServerWebSocket<Caller>) {
  connection.opened(socket)
  // The cable may have stopped while someone was on the way in.
  if (!cableOptions()) return connection.disconnect("server_restart", true)
  connections.add(connection)
  socket.subscribe(heartbeatTopic(connection.pulse))
  socket.send(welcome())
}

function turnAway(socket: ServerWebSocket<Caller>) {
  socket.send(disconnect("unauthorized", false))
  socket.close(1000)
}
