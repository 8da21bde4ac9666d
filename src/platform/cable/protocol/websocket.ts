import type { ServerWebSocket, WebSocketHandler } from "bun"
import { log } from "../bus"
import { cableOptions } from "../start"
import { perform } from "./commands"
import type { Caller, Connection } from "./connection"
import { connections } from "./connections"
import { disconnect, welcome } from "./frames"
import { currentHeartbeat, heartbeatTopic } from "./heartbeat"

const MAX_FRAME = 64 * 1024
const MAX_UNSENT = 1024 * 1024

/** The `websocket` handlers of `Bun.serve`. */
export const websocket: WebSocketHandler<Caller> = {
  maxPayloadLength: MAX_FRAME,

  // Backpressure: a client that does not read is disconnected without a frame. Browsers then
  // reconnect and catch up.
  backpressureLimit: MAX_UNSENT,
  closeOnBackpressureLimit: true,

  // The heartbeat detects dead clients: every frame that we send restarts this timeout. It only
  // ends
  // sockets that we closed and whose clients never did.
  idleTimeout: 30,
  sendPings: false,

  open(socket) {
    const connection = socket.data
    if (connection) open(connection, socket)
    else reject(socket)
  },

  message(socket, frame) {
    const connection = socket.data
    if (!connection) return
    connection.lastSeen = currentHeartbeat()
    if (typeof frame === "string") {
      connection.receive(frame.length, () => perform(connection, frame))
    } else {
      log().info({ user_id: connection.identity.user_id }, "Cable: a binary frame")
    }
  },

  pong({ data: connection }) {
    if (connection) connection.lastSeen = currentHeartbeat()
  },

  async close({ data: connection }) {
    if (!connection) return
    await connection.close()
    connections.delete(connection)
  },
}

function open(connection: Connection, socket: ServerWebSocket<Caller>) {
  connection.opened(socket)
  // The cable can stop while a connection is opening.
  if (!cableOptions()) return connection.disconnect("server_restart", true)
  connections.add(connection)
  socket.subscribe(heartbeatTopic(connection.heartbeatGroup))
  socket.send(welcome())
}

function reject(socket: ServerWebSocket<Caller>) {
  socket.send(disconnect("unauthorized", false))
  socket.close(1000)
}
