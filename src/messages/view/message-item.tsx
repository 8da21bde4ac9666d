import { raw } from "hono/html"
import type { Child } from "hono/jsx"
import { compileTemplate } from "../../platform/cache/compile-template"
import { millis } from "../../platform/database/clock"
import type { Micros } from "../../platform/database/schema"
import { domId } from "../../platform/ui/dom-id"
import { Avatar } from "../../platform/ui/icon"
import { LocalTime } from "../../platform/ui/local-time"
import { avatarPath, hoverTitle } from "../../users/user"
import { MessageAttachment } from "../attachments/message-attachment"
import { BrokenContent } from "./broken-message"
import type { MessageSlots } from "./slots"
import type { Author, MessageView } from "./view"

type MessageItemProps = { message: MessageView; sections: MessageSlots }

/**
 * A message in pages, responses and broadcasts, the same bytes in each. Menu and forms are not in
 * it: the page has one menu, which reads from these attributes whose it is.
 */
export function MessageItem({ message, sections }: MessageItemProps) {
  const { id, client_message_id, room_id, created_at } = message
  return (
    <Article
      id={id}
      client_message_id={client_message_id}
      creator_id={message.creator.id}
      created={millis(created_at)}
      updated={millis(message.updated_at)}
      emoji={message.emoji}
    >
      <MessageParts
        id={id}
        author={message.creator}
        at={created_at}
        link={{ path: `/rooms/${room_id}/@${id}`, room: message.room_name }}
        mark={sections.render("mark", message)}
        options={`/rooms/${room_id}/messages/${id}/options`}
      >
        <MessagePresentation message={message} />
        {message.edited_at !== null && (
          <VersionsLink path={`/rooms/${room_id}/messages/${id}/versions`} />
        )}
        <Responses
          client_message_id={client_message_id}
          inThread={message.parent_message_id !== null}
          boosts={sections.render("boosts", message)}
          thread={sections.render("thread", message)}
        />
      </MessageParts>
    </Article>
  )
}

type ArticleProps = {
  id: number
  client_message_id: string
  creator_id: number
  /** Epoch milliseconds, like the next. */
  created: number
  updated: number
  emoji: boolean
  children?: Child
}

const Article = compileTemplate<ArticleProps>(
  ({ id, client_message_id, creator_id, created, updated, emoji, children }) => (
    <article
      id={domId("message", client_message_id)}
      class={emoji ? "message message--emoji" : "message"}
      aria-labelledby={domId("message", id, "heading")}
      data-user-id={creator_id}
      data-message-id={id}
      data-message-timestamp={created}
      data-message-updated-at={updated}
      data-sort-value={created}
    >
      {children}
    </article>
  ),
)

type Parts = {
  id?: number
  author: Author
  at?: Micros
  link?: { path: string; room: string }
  /** The sections next to its time. */
  mark?: Child
  /** The path of its page of options, for browsers without scripts. */
  options?: string
  children: Child
}

/** A message without the element around it: what a stored, a quoted and a pending one share. */
export function MessageParts({ author, at, link, ...parts }: Parts) {
  return (
    <Layout
      {...parts}
      {...link}
      name={author.name}
      title={hoverTitle(author)}
      picture={avatarPath(author)}
      day={<Moment at={at} as="date" />}
      time={<Moment at={at} as="time" class="message__timestamp" />}
    />
  )
}

type LayoutProps = Omit<Parts, "author" | "at" | "link"> & {
  name: string
  title: string
  picture: string
  day: Child
  time: Child
  path?: string
  room?: string
}

const Layout = compileTemplate<LayoutProps>(
  ({ id, name, title, picture, day, time, path, room, mark, options, children }) => (
    <>
      <h2 class="message__day-separator">{day}</h2>
      <Avatar class="message__avatar" src={picture} title={title} />
      <div class="message__body">
        <div class="message__body-content">
          <div class="message__meta">
            <h3
              id={id === undefined ? undefined : domId("message", id, "heading")}
              class="message__heading"
            >
              <span class="message__author" title={title}>
                <strong>{name}</strong>
              </span>{" "}
              <a class="message__permalink" href={path}>
                {time}
              </a>
              {path && (
                <a class="message__room" href={path}>
                  {room}
                </a>
              )}
            </h3>
            {mark}
            {options && (
              <details class="message__actions">
                <summary class="message__options-btn" aria-label="Message options"></summary>
                <a href={options}>Options</a>
              </details>
            )}
          </div>
          {children}
        </div>
      </div>
    </>
  ),
)

function Moment({ at, as, class: name }: { at?: Micros; as: "time" | "date"; class?: string }) {
  if (at === undefined) return <time class={name} data-local-time-target={as}></time>
  return <LocalTime at={at} as={as} class={name} />
}

type PresentationOf = {
  message: MessageView
  /** Set in a stream that replaces it: the attributes that the rest of the message must take. */
  changed?: boolean
}

/** The text and the file: the part of a message that an edit replaces. */
export function MessagePresentation({ message, changed }: PresentationOf) {
  return (
    <Presentation
      id={domId("message", message.client_message_id, "presentation")}
      data-updated-at={changed ? millis(message.updated_at) : undefined}
      data-emoji={changed && message.emoji ? "" : undefined}
      data-edited={changed && message.edited_at !== null ? "" : undefined}
    >
      <Content message={message} />
    </Presentation>
  )
}

type PresentationProps = {
  id?: string
  "data-updated-at"?: number
  "data-emoji"?: ""
  "data-edited"?: ""
  children?: Child
}

export const Presentation = compileTemplate<PresentationProps>(({ children, ...attributes }) => (
  <div {...attributes} class="message__presentation" dir="auto" data-messages-target="body">
    {children}
  </div>
))

export function Content({ message: { html, attachment } }: { message: MessageView }) {
  return (
    <>
      {html === null ? <BrokenContent /> : raw(html)}
      {attachment && <MessageAttachment attachment={attachment} />}
    </>
  )
}

/** The Turbo frame that shows a message's versions. */
export const VERSIONS_FRAME = "message_versions"

// The browser adds the same link when an edit replaces the presentation.
const VersionsLink = compileTemplate<{ path: string }>(({ path }) => (
  <a class="message__edited" href={path} data-turbo-frame={VERSIONS_FRAME}>
    edited
  </a>
))

type ResponsesProps = {
  client_message_id: string
  /** Whether it is itself in a thread: a reply has no thread of its own. */
  inThread: boolean
  boosts: Child
  thread: Child
}

/** The places for boosts and for the summary of the thread, which streams fill and replace. */
const Responses = compileTemplate<ResponsesProps>(
  ({ client_message_id, inThread, boosts, thread }) => (
    <>
      <div class="boosting">
        <div id={domId("message", client_message_id, "boosts")} class="boosts">
          {boosts}
        </div>
      </div>
      {!inThread && (
        <div id={domId("message", client_message_id, "thread_summary")} class="thread-summary">
          {thread}
        </div>
      )}
    </>
  ),
)
