import { beforeAll, describe, expect, test } from "bun:test"
import { configureSecret } from "../../platform/http/signed"
import { MessageItem, MessagePresentation } from "./message-item"
import { PendingMessage } from "./pending-message"
import { NO_SLOTS } from "./slots"
import type { MessageView } from "./view"

const MIDNIGHT = Date.UTC(2024, 0, 2) * 1000

const message: MessageView = {
  id: 7,
  room_id: 3,
  room_name: "All Talk",
  parent_message_id: null,
  client_message_id: "abc-1",
  created_at: MIDNIGHT + 1_234_567,
  updated_at: MIDNIGHT + 2_345_678,
  edited_at: null,
  creator: { id: 5, name: "Ada", bio: "Numbers", updated_at: MIDNIGHT },
  people_updated_at: null,
  html: '<div class="trix-content"><p>Hi</p></div>',
  attachment: null,
  emoji: false,
}

beforeAll(() => configureSecret("a secret for tests"))

describe("a message", () => {
  test("has the ids and data attributes that the browser needs", () => {
    const html = render(message)

    expect(html).toStartWith('<article id="message_abc-1" class="message"')
    expect(html).toContain('data-user-id="5"')
    expect(html).toContain('data-message-id="7"')
    expect(html).toContain(`data-message-timestamp="${MIDNIGHT / 1000 + 1234}"`)
    expect(html).toContain(`data-message-updated-at="${MIDNIGHT / 1000 + 2345}"`)
    expect(html).toContain(`data-sort-value="${MIDNIGHT / 1000 + 1234}"`)
    expect(html).toContain('id="presentation_message_abc-1"')
    expect(html).toContain('id="boosts_message_abc-1"')
    expect(html).toContain('id="thread_summary_message_abc-1"')
  })

  test("shows its time in UTC until the browser converts it", () => {
    expect(render(message)).toContain(
      '<time class="message__timestamp" datetime="2024-01-02T00:00:01.234Z" data-local-time-target="time">00:00 UTC</time>',
    )
  })

  test("links to itself, and for browsers without scripts to its options", () => {
    const html = render(message)

    expect(html).toContain('<a class="message__permalink" href="/rooms/3/@7">')
    expect(html).toContain('<summary class="message__options-btn" aria-label="Message options">')
    expect(html).toContain('<a href="/rooms/3/messages/7/options">')
  })

  test("renders its sanitized body unescaped, and escapes every name", () => {
    const html = render({
      ...message,
      room_name: "<b>room</b>",
      creator: { ...message.creator, name: '"><script>', bio: "'\"<i>" },
    })

    expect(html).toContain(String(message.html))
    expect(html).not.toContain("<script>")
    expect(html).not.toContain("<b>room")
    expect(html).not.toContain("<i>")
  })

  test("of nothing but emoji is marked", () => {
    expect(render({ ...message, emoji: true })).toContain('class="message message--emoji"')
  })

  test("is replaced by an edit with the markup that it was rendered with", () => {
    expect(render(message)).toContain(String(<MessagePresentation message={message} />))
  })
})

describe("a message that the server does not have yet", () => {
  const pending = () => String(<PendingMessage author={message.creator} />)

  test("has the elements of a stored message, without their ids and times", () => {
    expect(classesIn(render(message))).toEqual(expect.arrayContaining(partsOf(pending())))
    expect(pending()).not.toContain(" id=")
    expect(pending()).not.toContain("data-message-id")
    expect(pending()).not.toContain("data-sort-value")
    expect(pending()).not.toContain('data-messages-target="message"')
  })

  test("belongs to its author, and can be sent again or discarded", () => {
    expect(pending()).toContain('class="message message--me" data-user-id="5"')
    expect(pending()).toContain('data-action="messages#retry"')
    expect(pending()).toContain('data-action="messages#discard"')
  })
})

function render(shown: MessageView) {
  return String(<MessageItem message={shown} sections={NO_SLOTS} />)
}

function classesIn(html: string) {
  return [...html.matchAll(/class="(message__[\w-]+)[^"]*"/g)].map(([, name]) => name)
}

function partsOf(html: string) {
  return classesIn(html).filter((name = "") => !/__(failure|upload|pending|file)/.test(name))
}
