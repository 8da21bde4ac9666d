import type { Person } from "../seed/signed-in"
import { clientFrame } from "./frames"
import { cookies } from "./request"
import type { Handshake } from "./subscriber"

type Room = { id: number }

/** Subscribes to a room's messages as Action Cable's client does. */
export function roomHandshake(
  port: number,
  person: Person,
  room: Room,
  signedStreamName: string,
): Handshake {
  const channel = { channel: "RoomMessagesChannel", signed_stream_name: signedStreamName }
  return cableHandshake(port, { person, room }, channel)
}

/** Subscribes to the unread channel, as every page does. */
export const unreadHandshake = (port: number, person: Person, room: Room): Handshake =>
  cableHandshake(port, { person, room }, { channel: "UnreadRoomsChannel" })

/** Subscribes to a room's presence, as its page does. */
export const presenceHandshake = (port: number, person: Person, room: Room): Handshake =>
  cableHandshake(port, { person, room }, { channel: "PresenceChannel", room_id: room.id })

function cableHandshake(
  port: number,
  who: { person: Person; room: Room },
  channel: Record<string, string | number>,
): Handshake {
  const identifier = JSON.stringify(channel)
  const subscribe = clientFrame(JSON.stringify({ command: "subscribe", identifier }))
  return {
    port,
    request: upgrade(port, "/cable", [
      "Sec-WebSocket-Protocol: actioncable-v1-json, actioncable-unsupported",
      `Cookie: ${cookies(who)}`,
    ]),
    reply(text) {
      if (text.includes('"type":"welcome"')) return subscribe
      return text.includes('"type":"confirm_subscription"') ? "ready" : null
    },
  }
}

/** Opens a socket of the bare server, which subscribes it to its topic. */
export const topicHandshake = (port: number): Handshake => ({
  port,
  request: upgrade(port, "/", []),
  reply: (text) => (text === "ready" ? "ready" : null),
})

function upgrade(port: number, path: string, more: string[]) {
  const lines = [
    `GET ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    `Origin: http://127.0.0.1:${port}`,
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    ...more,
  ]
  return Buffer.from(`${lines.join("\r\n")}\r\n\r\n`)
}
