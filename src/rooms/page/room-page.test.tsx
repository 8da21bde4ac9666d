import { beforeAll, expect, test } from "bun:test"
import { loadRealAssets } from "../../platform/assets/assets-for-tests"
import { RoomPage, type RoomPageProps, roomPageShell } from "./room-page"

const props: RoomPageProps = {
  room: { id: 3, type: "open", own_name: "All Talk", topic: null, involvement: "mentions" },
  loadedAt: "1704153600000",
  peopleAt: "1704153500000",
  viewer: { id: 5, name: "Ada", role: "member" },
  stream: "signed--name",
  messages: '<article class="message">Hi</article>',
  pending: <article class="message message--me"></article>,
  composer: <form id="composer"></form>,
}

beforeAll(loadRealAssets)

test("a room's page has the viewer, the room and the cable's URL in meta tags", () => {
  const page = draw()

  expect(page).toStartWith('<!doctype html><html lang="en">')
  expect(page).toContain('<meta name="current-user-id" content="5"/>')
  expect(page).toContain('<meta name="current-user-name" content="Ada"/>')
  expect(page).toContain('<meta name="current-room-id" content="3"/>')
  expect(page).toContain('<meta name="action-cable-url" content="/cable"/>')
  expect(page).toContain('<meta name="turbo-cache-control" content="no-preview"/>')
  expect(page).toContain('<body class="sidebar"')
})

test("an administrator's page has a class for styles", () => {
  expect(draw({ viewer: { ...props.viewer, role: "administrator" } })).toContain(
    '<body class="sidebar admin"',
  )
})

test("its list has the ids and data attributes of streams and controllers", () => {
  const page = draw()

  expect(page).toContain('<div id="messages_room_3" class="messages" role="log"')
  expect(page).toContain('data-messages-page-url-value="/rooms/3/messages"')
  expect(page).toContain('data-refresh-room-loaded-at-value="1704153600000"')
  expect(page).toContain('data-refresh-room-url-value="/rooms/3/refresh"')
  expect(page).toContain('channel="RoomMessagesChannel" signed-stream-name="signed--name"')
  expect(page).toContain('<template data-messages-target="template"><article')
})

test("the sidebar is a permanent frame", () => {
  expect(draw()).toMatch(
    /<turbo-frame id="user_sidebar" src="\/users\/me\/sidebar" target="_top"[^>]* data-turbo-permanent/,
  )
})

test("its shell and the messages together are the page", () => {
  const { loadedAt, peopleAt, messages, ...frame } = props
  const { before, start, after } = roomPageShell(frame)

  expect(before + start(loadedAt, peopleAt) + messages + after).toBe(draw())
})

test("names are escaped", () => {
  const name = "</title><messages><people-at><loaded-at>&lt;loaded-at&gt;<script>"
  const named = { ...props, room: { ...props.room, own_name: name } }
  const { loadedAt, peopleAt, messages, ...frame } = named
  const { before, start, after } = roomPageShell(frame)

  expect(before + start(loadedAt, peopleAt) + messages + after).toBe(draw(named))
  expect(draw(named)).not.toContain("<script>")
})

test("the page has no inline script", () => {
  expect(draw()).not.toMatch(/<script(?![^>]* src=)/)
  expect(draw()).not.toMatch(/ on\w+=/)
})

function draw(changes: Partial<RoomPageProps> = {}) {
  return String(<RoomPage {...props} {...changes} />)
}
