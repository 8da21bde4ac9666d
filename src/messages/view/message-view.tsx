import { cache, textSize } from "../../platform/cache/cache"
import { database, type Micros, type Reader } from "../../platform/database/database"
import { MAINTAIN_SCROLL, turboStream } from "../../platform/http/turbo-stream"
import { log } from "../../platform/logger"
import { domId } from "../../platform/ui/dom-id"
import { profilesVersion } from "../../users/user"
import { type AttachmentView, loadAttachmentViews } from "../attachments/attachment-view"
import { mentionedIn } from "../body/mentions"
import { type MessageBody, type People, readBody } from "../body/message-body"
import { presentBody } from "../body/presentation"
import { actionIn } from "../commands/action"
import { Sound } from "../sounds/sound"
import type { Message } from "../table"
import { BrokenMessage } from "./broken-message"
import { MessageItem, MessagePresentation } from "./message-item"
import { MessageQuote } from "./message-quote"
import { loadSlots, type MessageSlots, NO_SLOTS } from "./slots"
import { type Author, listId, type MessageView } from "./view"

const MEGABYTE = 1024 * 1024

/** What a message shows of its room. */
export type ShownRoom = { display_name: string; parent_message_id: number | null }

type CachedFragment = { html: string; people_updated_at: Micros | null }

const fragments = cache<CachedFragment>("messages", {
  budget: 8 * MEGABYTE,
  size: ({ html }) => textSize(html),
})

/** The parts of a fragment's cache key. */
export type FragmentKey = {
  id: number
  updated_at: Micros
  creator_updated_at: Micros
  room_name: string
}

/** A rendered message, and a key that changes with its HTML. */
export type Fragment = {
  key: string
  html: string
  /** Whether it shows people besides its author, such as those that it mentions. */
  showsPeople: boolean
}

/** Changes with everything that the HTML depends on, except the profiles of mentioned people. */
export const fragmentKey = (key: FragmentKey) =>
  `${key.id} ${key.updated_at} ${key.creator_updated_at} ${key.room_name}`

/** A fragment that mentions people is valid until any profile changes. */
export function cachedFragment(key: string): Fragment | undefined {
  const kept = fragments.peek(key)
  if (!kept || (kept.people_updated_at ?? profilesVersion()) !== profilesVersion()) return undefined
  return fragmentAsOf(key, kept)
}

const fragmentAsOf = (key: string, { html, people_updated_at }: CachedFragment): Fragment => ({
  key: people_updated_at === null ? key : `${key} ${people_updated_at}`,
  html,
  showsPeople: people_updated_at !== null,
})

/** Renders a message once for page, reply and broadcast, and caches the HTML. */
function renderMessage(message: MessageView, sections: MessageSlots) {
  const key = fragmentKey({ ...message, creator_updated_at: message.creator.updated_at })
  const known = cachedFragment(key)
  if (known) return known
  const html = tryRender(message, sections)
  if (html === null) return brokenFragment(message)
  const people_updated_at = earlier(message.people_updated_at, sections.peopleAsOf(message))
  const kept = { html, people_updated_at }
  fragments.set(key, kept)
  return fragmentAsOf(key, kept)
}

/** @returns null when it cannot be rendered: the rest of the room still can */
function tryRender(message: MessageView, sections: MessageSlots) {
  if (message.html === null) return null
  try {
    return String(<MessageItem message={message} sections={sections} />)
  } catch (error) {
    log.error({ err: error, message: message.id }, "Cannot render a message")
    return null
  }
}

// A key of its own, so that no cache shows it again once the message can be rendered.
const brokenFragment = (message: MessageView): Fragment => ({
  key: crypto.randomUUID(),
  html: String(<BrokenMessage message={message} />),
  showsPeople: false,
})

const earlier = (a: Micros | null, b: Micros | null) =>
  a === null || b === null ? (a ?? b) : Math.min(a, b)

/** A message, its author and its parsed body. */
export type LoadedMessage = { message: Message; creator: Author; body: MessageBody }

/** Loads the files and people that the messages show, in one query each. */
async function loadMessageViews(db: Reader, loaded: LoadedMessage[], room: ShownRoom) {
  // Before the queries: what they read may be newer, but never older.
  const people_updated_at = profilesVersion()
  const attachments = await loadAttachmentViews(
    db,
    loaded.flatMap(({ message }) => message.attachment_id ?? []),
  )
  const people = await mentionedIn(
    db,
    loaded.map(({ body }) => body),
  )
  return loaded.map((one) =>
    messageView(one, {
      room,
      people,
      people_updated_at,
      attachment: attachments.get(one.message.attachment_id ?? 0) ?? null,
    }),
  )
}

/** What a view shows besides the message's row. */
export type Surroundings = {
  room: ShownRoom
  /** At least those that the body mentions. */
  people: People
  /** The profiles version of `people`. */
  people_updated_at: Micros
  attachment: AttachmentView | null
}

function messageView(
  { message, creator, body }: LoadedMessage,
  { room, people, people_updated_at, attachment }: Surroundings,
): MessageView {
  return {
    id: message.id,
    room_id: message.room_id,
    room_name: room.display_name,
    parent_message_id: room.parent_message_id,
    client_message_id: message.client_message_id,
    created_at: message.created_at,
    updated_at: message.updated_at,
    edited_at: message.edited_at,
    creator,
    people_updated_at: body.mentionedIds.length > 0 ? people_updated_at : null,
    ...tryContent(message, body, creator, people),
    attachment,
  }
}

type Content = [message: Message, body: MessageBody, creator: { name: string }, people: People]

/** @returns `html` null when the content cannot be rendered: the other messages still can */
function tryContent(...content: Content) {
  try {
    return renderContent(...content)
  } catch (error) {
    log.error({ err: error, message: content[0].id }, "Cannot render a message's content")
    return { html: null, emoji: false }
  }
}

/** The HTML of a message's body, or the sound that it names. */
export function renderContent(
  { attachment_id }: Pick<Message, "attachment_id">,
  body: MessageBody,
  creator: { name: string },
  people: People,
) {
  const sound = attachment_id === null ? body.sound(people) : null
  if (sound) return { html: String(<Sound name={sound} />), emoji: false }
  const action = (html: string) => actionIn(html, Bun.escapeHTML(creator.name)) ?? html
  return {
    html: presentBody(body, people, body.isAction ? action : undefined),
    emoji: body.isOnlyEmoji(people),
  }
}

export async function loadMessageView(
  db: Reader,
  message: Message,
  creator: Author,
  room: ShownRoom,
): Promise<MessageView> {
  const loaded = { message, creator, body: readBody(message.body) }
  const [view] = await loadMessageViews(db, [loaded], room)
  if (!view) throw new Error("No view was loaded for the message")
  return view
}

/** Renders the messages as they are now. Keys are their ids. */
export async function renderMessages(
  messages: { id: number }[],
  room: ShownRoom,
): Promise<Map<number, Fragment>> {
  if (messages.length === 0) return new Map()
  // In this order: what is cached under a message's time may be newer than it, but never older, or
  // the cached HTML would lack a boost that touched the message in between.
  const spoken = await withCreators(messages)
  const sections = await loadSlots(messages)
  const list = await loadMessageViews(database(), spoken, room)
  return new Map(list.map((message) => [message.id, renderMessage(message, sections)]))
}

/** The message at the start of its thread. */
export async function renderQuote(message: { id: number }, room: ShownRoom) {
  const [quoted] = await loadMessageViews(database(), await withCreators([message]), room)
  return quoted ? String(<MessageQuote message={quoted} />) : ""
}

/** Replaces a message's text and file on every page that shows it. */
export async function presentationStream(message: { id: number }) {
  // A presentation doesn't show the room.
  const room = { display_name: "", parent_message_id: null }
  const now = await loadMessageViews(database(), await withCreators([message]), room)
  return now.map(messagePresentationReplaced).join("")
}

async function withCreators(messages: { id: number }[]): Promise<LoadedMessage[]> {
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
    body: readBody(message.body),
  }))
}

const listOf = (id: number, { parent_message_id }: ShownRoom) => listId({ id, parent_message_id })

/** A new message, at the end of its list. */
export function messageAppended(loaded: LoadedMessage, shown: Surroundings) {
  const { html } = renderMessage(messageView(loaded, shown), NO_SLOTS)
  return turboStream("append", listOf(loaded.message.room_id, shown.room), html)
}

/** Replaces a message whose draft was sent again. */
export async function messageAppendedAgain(
  message: Pick<Message, "id" | "client_message_id">,
  room: ShownRoom & { id: number },
) {
  const fragment = (await renderMessages([message], room)).get(message.id)
  return fragment ? turboStream("append", listId(room), fragment.html) : messageRemoved(message)
}

function messagePresentationReplaced(message: MessageView) {
  const html = String(<MessagePresentation message={message} changed />)
  const target = domId("message", message.client_message_id, "presentation")
  return turboStream("replace", target, html, MAINTAIN_SCROLL)
}

/** @param html the message's current HTML */
export const messageReplaced = (message: { client_message_id: string; html: string }) =>
  turboStream("replace", domId("message", message.client_message_id), message.html, MAINTAIN_SCROLL)

export const messageRemoved = (message: { client_message_id: string }) =>
  turboStream("remove", domId("message", message.client_message_id))
