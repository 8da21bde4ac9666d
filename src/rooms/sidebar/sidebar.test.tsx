import { expect, test } from "bun:test"
import { Sidebar, sidebarShell } from "./sidebar"
import { SharedRoomRow } from "./sidebar-row"

test("a row has the id, the sort key and the mark for streams and styles", () => {
  const row = String(<SharedRoomRow room={{ id: 3, name: "All <Talk>", unread: true }} />)

  expect(row).toStartWith(
    '<a id="list_room_3" class="room unread" href="/rooms/3" data-room-id="3"',
  )
  expect(row).toContain('data-sorted-list-name="all &lt;talk&gt;"')
  expect(row).toContain("All &lt;Talk&gt;")
})

test("a row has a text for its unread mark, which the styles hide in a read one", () => {
  expect(String(<SharedRoomRow room={{ id: 3, name: "A" }} />)).toContain('class="room"')
  expect(String(<SharedRoomRow room={{ id: 3, name: "A", unread: true }} />)).toContain(">unread<")
})

test("the sidebar subscribes to its streams and lists the rooms", () => {
  const html = draw()

  expect(html).toStartWith('<turbo-frame id="user_sidebar"')
  expect(
    html.match(/<turbo-cable-stream-source [^>]*channel="Turbo::StreamsChannel"/g),
  ).toHaveLength(2)
  expect(html).toMatch(/<div id="shared_rooms" class="rooms"[^>]*><a id="list_room_1"/)
})

test("its shell and the rows together are the sidebar", () => {
  const { head, beforePlaceholders, beforeRooms, tail } = sidebarShell(around)
  const rows = { directs: "<i>A</i>", placeholders: "<i>B</i>", rooms: "<i>C</i>" }

  expect(
    head + rows.directs + beforePlaceholders + rows.placeholders + beforeRooms + rows.rooms + tail,
  ).toBe(String(<Sidebar {...around} {...rows} />))
})

test("names are escaped", () => {
  const viewer = { ...around.viewer, name: "<rooms><directs>" }
  const pieces = sidebarShell({ ...around, viewer })

  expect(pieces.tail).toContain("&lt;rooms&gt;&lt;directs&gt;")
})

test("it has named links to new direct rooms, new rooms and settings", () => {
  const html = draw()

  for (const [path, name] of [
    ["/rooms/directs/new", "New Ping"],
    ["/rooms/opens/new", "New Chat Room"],
    ["/users/me/profile", "My Settings"],
    ["/account/edit", "Account Settings"],
  ])
    expect(html).toMatch(
      new RegExp(`<a [^>]*href="${path}".*?<span class="for-screen-reader">${name}</span></a>`),
    )
})

test("the link to new rooms is hidden from users who may not create rooms", () => {
  expect(draw({ mayCreateRooms: false })).not.toContain("New Chat Room")
})

test("the close button has a name", () => {
  expect(draw()).toContain('<form action="/session" method="post"')
  expect(draw()).toContain('<input type="hidden" name="_method" value="delete"/>')
  expect(draw()).toContain('<span class="for-screen-reader">Log out</span>')
})

const around = {
  viewer: { id: 5, name: "Ada", avatar_path: "/users/x/avatar" },
  mayCreateRooms: true,
  streams: ["one--signed", "two--signed"],
}

function draw({ mayCreateRooms = true } = {}) {
  return String(
    <Sidebar
      {...around}
      directs=""
      placeholders=""
      rooms={String(<SharedRoomRow room={{ id: 1, name: "All Talk" }} />)}
      mayCreateRooms={mayCreateRooms}
    />,
  )
}
