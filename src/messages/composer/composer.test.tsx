import { expect, test } from "bun:test"
import { Composer, RoomDeleted } from "./composer"

const html = String(<Composer room={{ id: 3 }} />)

test("the composer posts a body and an id to its room, also without scripts", () => {
  expect(html).toStartWith('<turbo-frame id="composer-frame"><form id="composer"')
  expect(html).toContain('action="/rooms/3/messages" method="post"')
  expect(html).toContain('name="message[client_message_id]"')
  expect(html).toMatch(/<textarea[^>]* name="message\[body\]"/)
})

test("its controls have accessible names", () => {
  expect(html).toMatch(/<lexxy-editor id="message_body"[^>]* aria-label="Write a message"/)
  expect(html).toMatch(/<textarea[^>]* aria-label="Write a message"/)
  expect(html).toContain('<span class="for-screen-reader">Rich text</span>')
  expect(html).toContain('<span class="for-screen-reader">Send Message</span>')
  expect(html).toMatch(/<button type="submit"[^>]* name="send"/)
})

test("a composer for a room and one for its thread share no id", () => {
  const thread = String(<Composer room={{ id: 3 }} thread={{ message_id: 7 }} />)

  expect(thread).toContain('action="/rooms/3/messages/7/thread/messages" method="post"')
  expect(thread).toContain('data-composer-messages-outlet="#thread-area"')
  expect(thread).toMatch(/<lexxy-editor id="thread_message_body"[^>]* name="message\[body\]"/)
  expect(idsIn(html).intersection(idsIn(thread)).size).toBe(0)
})

test("a notice replaces the composer of a removed room", () => {
  const notice = String(<RoomDeleted />)

  expect(notice).toStartWith('<turbo-frame id="composer-frame">')
  expect(notice).toContain("This room was deleted.")
})

const idsIn = (page: string) => new Set([...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id))
