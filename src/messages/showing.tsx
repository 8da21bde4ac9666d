import { database, type Micros, type Reader } from "../database/database"
import { Budgeted } from "../web/budgeted"
import { MAINTAIN_SCROLL, turboStream } from "../web/turbo-stream"
import { type Author, MessageItem, MessagePresentation, type ShownMessage } from "./message-item"
import { domId, listId } from "./names"
import { isEmojiOnly, plainText, presentBody } from "./rich-text/rich-text"
import { loadSections, type Sections } from "./sections"
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
export function messageFragment(message: ShownMessage, sections: Sections, origin: string): string {
  const key = fragmentKey({ ...message, creator_updated_at: message.creator.updated_at }, origin)
  const known = fragments.get(key)
  if (known !== undefined) return known
  const html = String(<MessageItem message={message} sections={sections} origin={origin} />)
  fragments.set(key, html, 2 * (html.length + key.length))
  return html
}

/** A message with whoever said it. */
export type Spoken = { message: Message; creator: Author }

/** What is to be known of the messages besides their rows, asked once for all of them. */
export async function shown(
  _db: Reader,
  spoken: Spoken[],
  room_name: string,
): Promise<ShownMessage[]> {
  return spoken.map(({ message, creator }) => ({
    id: message.id,
    room_id: message.room_id,
    room_name,
    thread_id: message.thread_id,
    client_message_id: message.client_message_id,
    created_at: message.created_at,
    updated_at: message.updated_at,
    edited_at: message.edited_at,
    creator,
    html: presentBody(message.body),
    emoji: isEmojiOnly(plainText(message.body)),
  }))
}

export async function shownAlone(
  db: Reader,
  message: Message,
  creator: Author,
  room_name: string,
): Promise<ShownMessage> {
  const [alone] = await shown(db, [{ message, creator }], room_name)
  if (!alone) throw new Error("One message was asked for, and none was drawn")
  return alone
}

/** The messages as they are now, each drawn, by their ids. */
export async function drawMessages(
  messages: { id: number }[],
  room_name: string,
  origin: string,
): Promise<Map<number, string>> {
  if (messages.length === 0) return new Map()
  const [spoken, sections] = await Promise.all([spokenOf(messages), loadSections(messages)])
  const list = await shown(database(), spoken, room_name)
  return new Map(list.map((message) => [message.id, messageFragment(message, sections, origin)]))
}

async function spokenOf(messages: { id: number }[]): Promise<Spoken[]> {
  const rows = await database()
    .selectFrom("messages")
    .innerJoin("users", "users.id", "messages.creator_id")
    .where(
      "messages.id",
      "in",
      messages.map(({ id }) => id),
    )
    .selectAll("messages")
    .select(["users.name", "users.bio", "users.updated_at as creator_updated_at"])
    .execute()
  return rows.map(({ name, bio, creator_updated_at, ...message }) => ({
    message,
    creator: { id: message.creator_id, name, bio, updated_at: creator_updated_at },
  }))
}

/** A message that nobody can have boosted, pinned or answered yet. */
export async function messageAppended(message: ShownMessage, origin: string) {
  const fresh = await loadSections([])
  return turboStream("append", listId(message), messageFragment(message, fresh, origin))
}

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
