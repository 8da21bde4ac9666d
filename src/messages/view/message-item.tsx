import { raw } from "hono/html"
import type { Child } from "hono/jsx"
import { compileTemplate } from "../../platform/cache/compile-template"
import { millis } from "../../platform/database/clock"
import type { Micros } from "../../platform/database/schema"
import { Button } from "../../platform/ui/button"
import { domId } from "../../platform/ui/dom-id"
import { Avatar, Icon } from "../../platform/ui/icon"
import { LocalTime } from "../../platform/ui/local-time"
import { avatarPath } from "../../users/user"
import { MessageAttachment } from "../attachments/message-attachment"
import { BrokenContent } from "./broken-message"
import { MessageMenu } from "./message-menu"
import type { MessageSlots } from "./slots"
import type { Author, MessageView } from "./view"

type MessageItemProps = { message: MessageView; sections: MessageSlots; origin: string }

/**
 * A message in pages, responses and broadcasts, the same bytes in each.
 *
 * @param origin the start of absolute URLs, such as `https://chat.example.com`
 */
export function MessageItem({ message, sections, origin }: MessageItemProps) {
  const { id, client_message_id, room_id, created_at } = message
  const path = `/rooms/${room_id}/@${id}`
  return (
    <Article
      id={id}
      client_message_id={client_message_id}
      creator_id={message.creator.id}
      created={millis(created_at)}
      updated={millis(message.updated_at)}
      emoji={message.emoji}
      answer={message.parent_message_id !== null}
    >
      <MessageParts
        client_message_id={client_message_id}
        author={message.creator}
        at={created_at}
        link={{ path, room: message.room_name }}
        marks={sections.render("mark", message)}
        menu={<MessageMenu message={message} sections={sections} permalink={origin + path} />}
      >
        <MessagePresentation message={message} />
        <VersionsLink path={`/rooms/${room_id}/messages/${id}/versions`} />
        {sections.render("below", message)}
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
  answer: boolean
  children?: Child
}

const Article = compileTemplate<ArticleProps>(
  ({ id, client_message_id, creator_id, created, updated, emoji, answer, children }) => (
    <article
      id={domId("message", client_message_id)}
      class={emoji ? "message message--emoji" : "message"}
      aria-labelledby={domId("message", client_message_id, "heading")}
      data-controller="reply"
      data-reply-composer-outlet={answer ? "#thread-composer" : "#composer"}
      data-user-id={creator_id}
      data-message-id={id}
      data-message-timestamp={created}
      data-message-updated-at={updated}
      data-sort-value={created}
      data-messages-target="message"
      data-search-results-target="message"
      data-refresh-room-target="message"
    >
      {children}
    </article>
  ),
)

const VersionsLink = compileTemplate<{ path: string }>(({ path }) => (
  <a class="message__edited" href={path} data-turbo-frame={VERSIONS_FRAME}>
    edited
  </a>
))

/**
 * The text and the file: the part of a message that an edit replaces. So it has the attributes that
 * an edit changes, for styles and controllers.
 */
export function MessagePresentation({ message }: { message: MessageView }) {
  return (
    <Presentation
      id={domId("message", message.client_message_id, "presentation")}
      data-updated-at={millis(message.updated_at)}
      data-emoji={message.emoji ? "" : undefined}
      data-edited={message.edited_at === null ? undefined : ""}
    >
      <Content message={message} />
    </Presentation>
  )
}

function Content({ message: { html, attachment } }: { message: MessageView }) {
  return (
    <>
      {html === null ? <BrokenContent /> : raw(html)}
      {attachment && <MessageAttachment attachment={attachment} />}
    </>
  )
}

/**
 * The message at the start of its thread. The room on the same page may contain it as well, so here
 * it has no ids and no menu.
 */
export function MessageQuote({ message }: { message: MessageView }) {
  const { id, room_id, room_name, creator, created_at } = message
  return (
    <article
      class={`message message--formatted message--quoted${message.emoji ? " message--emoji" : ""}`}
      data-user-id={creator.id}
    >
      <MessageParts
        author={creator}
        at={created_at}
        link={{ path: `/rooms/${room_id}/@${id}`, room: room_name }}
      >
        <Presentation>
          <Content message={message} />
        </Presentation>
      </MessageParts>
    </article>
  )
}

/** The template for a message that is being sent. The browser clones it and sets the ids. */
export function PendingMessage({ author }: { author: Author }) {
  return (
    <>
      <PendingText author={author} />
      <PendingUpload />
    </>
  )
}

function PendingText({ author }: { author: Author }) {
  return (
    <article class="message message--me" data-user-id={author.id}>
      <MessageParts author={author}>
        <Presentation />
        <p class="message__failure" role="alert">
          <span>Not sent.</span>
          <Button type="button" small data-action="messages#retry">
            Try again
          </Button>
          <Button type="button" small data-action="messages#editUnsent">
            Edit
          </Button>
          <Button type="button" small plain data-action="messages#discard">
            Discard
          </Button>
        </p>
      </MessageParts>
    </article>
  )
}

/** A pending file. Its progress is hidden from screen readers, which would announce each number. */
function PendingUpload() {
  return (
    <div class="message__pending-upload message__file message__file--tile" aria-live="off">
      <span class="message__file-icon">
        <Icon name="file" />
      </span>
      <span class="message__file-text">
        <span class="message__file-name" dir="auto"></span>
        <span class="message__file-size">
          <span class="for-screen-reader"> - </span>
          <span class="message__upload-progress"></span>
        </span>
      </span>
      <button type="button" class="btn btn--icon" data-action="messages#discard">
        <Icon name="close" />
        <span class="for-screen-reader"></span>
      </button>
    </div>
  )
}

type Parts = {
  client_message_id?: string
  author: Author
  at?: Micros
  link?: { path: string; room: string }
  marks?: Child[]
  menu?: Child
  children: Child
}

function MessageParts({ author, at, link, ...parts }: Parts) {
  return (
    <Layout
      {...parts}
      {...link}
      name={author.name}
      title={titleOf(author)}
      picture={avatarPath(author)}
      day={<Moment at={at} as="date" />}
      time={<Moment at={at} as="time" class="message__timestamp" />}
    />
  )
}

type LayoutProps = {
  client_message_id?: string
  name: string
  title: string
  picture: string
  day: Child
  time: Child
  path?: string
  room?: string
  marks?: Child
  menu?: Child
  children?: Child
}

const Layout = compileTemplate<LayoutProps>(
  ({ client_message_id, name, title, picture, day, time, path, room, marks, menu, children }) => (
    <>
      <h2 class="message__day-separator">{day}</h2>
      <Avatar class="message__avatar" src={picture} title={title} />
      <turbo-frame
        id={client_message_id && domId("message", client_message_id, "edit")}
        class="message__frame"
      >
        <div class="message__body">
          <div class="message__body-content">
            <div class="message__meta">
              <h3
                id={client_message_id && domId("message", client_message_id, "heading")}
                class="message__heading"
              >
                <span class="message__author" title={title}>
                  <strong data-reply-target="author">{name}</strong>
                </span>{" "}
                <a class="message__permalink" href={path} target="_top">
                  {time}
                </a>
                {path && (
                  <a class="message__room" href={path} target="_top" data-reply-target="link">
                    {room}
                  </a>
                )}
              </h3>
              {marks}
              {menu}
            </div>
            {children}
          </div>
        </div>
      </turbo-frame>
    </>
  ),
)

type PresentationProps = {
  id?: string
  "data-updated-at"?: number
  "data-emoji"?: ""
  "data-edited"?: ""
  children?: Child
}

const Presentation = compileTemplate<PresentationProps>(({ children, ...attributes }) => (
  <div
    {...attributes}
    class="message__presentation"
    dir="auto"
    data-reply-target="body"
    data-messages-target="body"
  >
    {children}
  </div>
))

function Moment({ at, as, class: name }: { at?: Micros; as: "time" | "date"; class?: string }) {
  if (at === undefined) return <time class={name} data-local-time-target={as}></time>
  return <LocalTime at={at} as={as} class={name} />
}

const titleOf = ({ name, bio }: Author) => [name, bio].filter(Boolean).join(" – ")

/** The Turbo frame that shows a message's versions. */
export const VERSIONS_FRAME = "message_versions"
