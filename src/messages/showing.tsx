import type { Micros } from "../database/database"
import { Budgeted } from "../web/budgeted"
import { MAINTAIN_SCROLL, turboStream } from "../web/turbo-stream"
import { type Author, MessageItem, MessagePresentation, type ShownMessage } from "./message-item"
import { isEmojiOnly, plainText, presentBody } from "./rich-text/rich-text"
import type { Message } from "./table"

const MEGABYTE = 1024 * 1024

const fragments = new Budgeted<string>(8 * MEGABYTE)

/** All that tells one drawing of a message from another. */
export type FragmentKey = {
  id: number
  updated_at: Micros
  creator_updated_at: Micros
  room_name: string
}

/** A derived key: whatever changes how the message looks changes it. */
export const fragmentKey = (key: FragmentKey, origin: string) =>
  `${key.id} ${key.updated_at} ${key.creator_updated_at} ${origin} ${key.room_name}`

export const cachedFragment = (key: string) => fragments.get(key)

/** The message as page, reply and broadcast carry it, drawn once for all of them. */
export function messageFragment(message: ShownMessage, origin: string): string {
  const key = fragmentKey({ ...message, creator_updated_at: message.creator.updated_at }, origin)
  const known = fragments.get(key)
  if (known !== undefined) return known
  const html = String(<MessageItem message={message} origin={origin} />)
  fragments.set(key, html, 2 * (html.length + key.length))
  return html
}

export function shown(message: Message, creator: Author, room_name: string): ShownMessage {
  const { id, room_id, client_message_id, created_at, updated_at, body } = message
  return {
    id,
    room_id,
    room_name,
    client_message_id,
    created_at,
    updated_at,
    creator,
    html: presentBody(body),
    emoji: isEmojiOnly(plainText(body)),
  }
}

export const messageAppended = (message: ShownMessage, origin: string) =>
  turboStream("append", `messages_room_${message.room_id}`, messageFragment(message, origin))

export function messagePresentationReplaced(message: ShownMessage) {
  const html = String(<MessagePresentation message={message} />)
  const target = `presentation_message_${message.client_message_id}`
  return turboStream("replace", target, html, MAINTAIN_SCROLL)
}

/** @param html the message as it is now */
export const messageReplaced = (message: { client_message_id: string; html: string }) =>
  turboStream("replace", domId(message), message.html, MAINTAIN_SCROLL)

export const messageRemoved = (message: { client_message_id: string }) =>
  turboStream("remove", domId(message))

const domId = (message: { client_message_id: string }) => `message_${message.client_message_id}`
