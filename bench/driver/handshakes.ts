import type { Person } from "../seed/signed-in"
import { clientFrame } from "./frames"
import { cookies } from "./request"
import type { Handshake } from "./subscriber"

type Room = { id: number }

const UNREADS = JSON.stringify({ channel: "UnreadRoomsChannel" })

/** Subscribes to a room's messages as Action Cable's client does. */
export function roomHandshake(
  port: number,
  person: Person,
  room: Room,
  signedStreamName: string,
): Handshake {
  return cableHandshake(port, { person, room }, messagesIdentifier(signedStreamName))
}

/** Subscribes to the unread channel, as every page does. */
export const unreadHandshake = (port: number, person: Person, room: Room): Handshake =>
  cableHandshake(port, { person, room }, UNREADS)

/** Subscribes to a room's presence, as its page does. */
export const presenceHandshake = (port: number, person: Person, room: Room): Handshake =>
  cableHandshake(port, { person, room }, presenceIdentifier(room))

/** Subscribes to all channels of a room's page. One socket's alone: it counts the confirmations. */
export function roomTabHandshake(
  port: number,
  person: Person,
  room: Room,
  signedStreamName: string,
): Handshake {
  const identifiers = [
    messagesIdentifier(signedStreamName),
    presenceIdentifier(room),
    typingIdentifier(room),
    UNREADS,
  ]
  let confirmed = 0
  return {
    ...cableUpgrade(port, { person, room }),
    reply(text) {
      if (text.includes('"type":"welcome"')) return Buffer.concat(identifiers.map(subscribe))
      if (text.includes('"type":"confirm_subscription"')) confirmed++
      return confirmed === identifiers.length ? "ready" : null
    },
  }
}

const messagesIdentifier = (signedStreamName: string) =>
  JSON.stringify({ channel: "RoomMessagesChannel", signed_stream_name: signedStreamName })

export const presenceIdentifier = ({ id }: Room) =>
  JSON.stringify({ channel: "PresenceChannel", room_id: id })

export const typingIdentifier = ({ id }: Room) =>
  JSON.stringify({ channel: "TypingNotificationsChannel", room_id: id })

function cableHandshake(
  port: number,
  who: { person: Person; room: Room },
  identifier: string,
): Handshake {
  return {
    ...cableUpgrade(port, who),
    reply(text) {
      if (text.includes('"type":"welcome"')) return subscribe(identifier)
      return text.includes('"type":"confirm_subscription"') ? "ready" : null
    },
  }
}

const cableUpgrade = (port: number, who: { person: Person; room: Room }) => ({
  port,
  request: upgrade(port, "/cable", [
    "Sec-WebSocket-Protocol: actioncable-v1-json, actioncable-unsupported",
    `Cookie: ${cookies(who)}`,
  ]),
})

const subscribe = (identifier: string) =>
  clientFrame(JSON.stringify({ command: "subscribe", identifier }))

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
