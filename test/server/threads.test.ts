import { afterAll, beforeAll, expect, test } from "bun:test"
import { type Message, removeMessage } from "../../src/messages/message"
import { signStreamName } from "../../src/platform/cable/cable"
import { messagesStream, type Room } from "../../src/rooms/room"
import { startThread } from "../../src/threads/thread"
import type { User } from "../../src/users/user"
import { CableClient } from "../support/cable-client"
import { type Hearth, openHearth } from "../support/hearth"
import { createMember, createMessage, openRoom, scene } from "../support/scene"
import { replyInThread } from "../support/threads"
import { eventually } from "../support/timeouts"

let hearth: Hearth
let ada: User
let bea: User
let hall: Room
beforeAll(async () => {
  hearth = await openHearth()
  ;({ ada, bea, hall } = await scene())
})
afterAll(() => hearth.close())

const STREAM = { accept: "text/vnd.turbo-stream.html, text/html" }
const HTML = { accept: "text/html" }
const FRAME = { "turbo-frame": "thread" }
const pathOf = (root: Message) => `/rooms/${hall.id}/messages/${root.id}/thread`
const ids = (html: string) =>
  [...html.matchAll(/data-message-id="(\d+)"/g)].map(([, id]) => Number(id))

test("an answer is posted to the thread's route and redirects back to the thread", async () => {
  const root = await createMessage(hall, ada, "<p>Who has the key?</p>")
  const client = await hearth.clientFor(bea)
  const form = { "message[body]": "<p>I do</p>", "message[client_message_id]": "key-1" }

  const streamed = await client.post(`${pathOf(root)}/messages`, form, STREAM)
  const plain = await client.post(`${pathOf(root)}/messages`, { "message[body]": "And you?" }, HTML)

  expect(await streamed.text()).toContain(`action="append" target="messages_thread_${root.id}"`)
  expect(plain.headers.get("location")).toBe(pathOf(root))
  const blank = await client.post(`${pathOf(root)}/messages`, { "message[body]": " " })
  expect(blank.status).toBe(422)
})

test("answering a deleted message is rejected with a sentence", async () => {
  const root = await createMessage(hall, ada, "<p>Who has the key?</p>")
  const client = await hearth.clientFor(bea)
  await removeMessage(root)

  const late = await client.post(`${pathOf(root)}/messages`, { "message[body]": "I do" }, STREAM)
  const frame = await client.get(pathOf(root), FRAME)
  const page = await client.get(pathOf(root))
  const nonsense = await client.post(`/rooms/${hall.id}/messages/x/thread/messages`, {
    "message[body]": "Hm",
  })

  expect(late.status).toBe(404)
  expect(await late.text()).toContain("The message that you reply to was deleted")
  expect(frame.status).toBe(404)
  expect(await frame.text()).toMatch(/<turbo-frame id="thread".*This message was deleted/)
  expect(page.status).toBe(404)
  expect(nonsense.status).toBe(404)
})

test("a thread is a frame for the room and a page of its own", async () => {
  const root = await createMessage(hall, ada, "<p>Who has the key?</p>")
  const responses = [
    await replyInThread(root, bea, "<p>Not I</p>"),
    await replyInThread(root, ada, "<p>Nor I</p>"),
  ]
  const client = await hearth.clientFor(bea)

  const frame = await (await client.get(pathOf(root), FRAME)).text()
  const page = await (await client.get(pathOf(root))).text()

  expect(frame).toStartWith('<turbo-frame id="thread"')
  // The page of a room follows the room already; a page of its own follows both.
  expect(frame.match(/RoomMessagesChannel/g)).toHaveLength(1)
  expect(page.match(/RoomMessagesChannel/g)).toHaveLength(2)
  expect(page).toContain("<title>Thread in")
  for (const html of [frame, page]) {
    expect(ids(html)).toEqual(responses.map(({ id }) => id))
    expect(html).toContain("Who has the key?")
    expect(html).toContain(`action="${pathOf(root)}/messages"`)
    // The root has no DOM id here, because the room beside it may contain it already.
    expect(html).not.toContain(`id="message_${root.client_message_id}"`)
  }
})

test("an answer's permalink opens the room around the root, with the thread at the answer", async () => {
  const root = await createMessage(hall, ada, "<p>Who has the key?</p>")
  const reply = await replyInThread(root, bea, "<p>I do</p>")
  const client = await hearth.clientFor(bea)

  const room = await (await client.get(`/rooms/${hall.id}/@${reply.id}`)).text()
  const other = await client.get(`/rooms/${hall.id}/messages/${reply.id}/thread`)
  const frame = await (await client.get(`${pathOf(root)}?at=${reply.id}`, FRAME)).text()

  expect(ids(room)).toContain(root.id)
  expect(ids(room)).not.toContain(reply.id)
  expect(room).toContain(`data-messages-sought-value="${root.id}"`)
  expect(room).toContain(`src="${pathOf(root)}?at=${reply.id}"`)
  expect(other.headers.get("location")).toBe(`${pathOf(root)}?at=${reply.id}`)
  expect(frame).toContain(`data-messages-sought-value="${reply.id}"`)
})

test("a thread is paged and refreshed separately", async () => {
  const root = await createMessage(hall, ada, "<p>Count</p>")
  const all: Message[] = []
  for (let number = 1; number <= 45; number++)
    all.push(await replyInThread(root, bea, `<p>${number}</p>`))
  const client = await hearth.clientFor(ada)
  const get = async (path: string) => (await client.get(`${pathOf(root)}${path}`)).text()
  const [fifth, sixth, last] = [all[4], all[5], all[44]]
  if (!fifth || !sixth || !last) throw new Error("45 messages were posted")

  expect(ids(await get("/messages"))).toEqual(all.slice(5).map(({ id }) => id))
  expect(ids(await get(`/messages?before=${sixth.id}`))).toEqual(
    all.slice(0, 5).map(({ id }) => id),
  )
  expect(ids(await get(`/messages?after=${fifth.id}`))).toEqual(all.slice(5).map(({ id }) => id))
  expect((await client.get(`${pathOf(root)}/messages?after=${last.id}`)).status).toBe(204)
  expect((await client.get(`${pathOf(root)}/messages?after=${root.id}`)).status).toBe(404)

  const since = Math.floor(last.created_at / 1000) - 1
  const missed = await get(`/refresh?since=${since}`)
  expect(missed).toContain(`target="messages_thread_${root.id}"`)
  expect(missed).toContain(`target="presentation_message_${root.client_message_id}"`)
  expect(await get(`/refresh?since=0`)).toContain('action="update"')
})

test("following a thread can be switched, and invalid values are rejected", async () => {
  const root = await createMessage(hall, ada, "<p>Who has the key?</p>")
  const cleo = await createMember(`Cleo${crypto.randomUUID()}`)
  const client = await hearth.clientFor(cleo)
  const path = `${pathOf(root)}/involvement`
  const pressed = async () =>
    /aria-pressed="(\w+)"/.exec(await (await client.get(path, FRAME)).text())?.[1]

  expect(await pressed()).toBe("false")
  expect((await client.put(`${path}?involvement=everything`, {})).status).toBe(303)
  expect(await pressed()).toBe("true")
  expect((await client.put(`${path}?involvement=sometimes`, {})).status).toBe(422)
  expect(await pressed()).toBe("true")
})

test("the threads page lists followed threads, or explains how to start", async () => {
  const dan = await createMember(`Dan${crypto.randomUUID()}`)
  const client = await hearth.clientFor(dan)
  expect(await (await client.get("/threads")).text()).toContain("No threads yet")

  const root = await createMessage(hall, dan, "<p>Who has <strong>the key</strong>?</p>")
  const reply = await replyInThread(root, bea, "<p>I do</p>")

  const page = await (await client.get("/threads")).text()
  expect(page).toContain("Who has the key?")
  expect(page).toContain("1 reply")
  expect(page).toContain(`class="threads__row unread" href="/rooms/${hall.id}/@${reply.id}"`)
  expect((await client.get("/threads?before=nonsense")).status).toBe(200)
})

test("deleting a root shows what is deleted with it", async () => {
  const root = await createMessage(hall, ada, "<p>Who has the key?</p>")
  const client = await hearth.clientFor(ada)
  const editor = async () => (await client.get(`/rooms/${hall.id}/messages/${root.id}/edit`)).text()
  expect(await editor()).not.toContain("Its thread goes with it")

  await replyInThread(root, bea, "<p>I do</p>")

  expect(await editor()).toContain("Its thread goes with it")
})

test("the authors of answers are shown with their current names", async () => {
  const eve = await createMember(`Eve${crypto.randomUUID()}`)
  const root = await createMessage(hall, ada, "<p>Who has the key?</p>")
  await replyInThread(root, eve, "<p>I do</p>")
  const client = await hearth.clientFor(ada)
  const page = async () => (await client.get(`/rooms/${hall.id}/@${root.id}`)).text()
  expect(await page()).toContain(`title="${eve.name}"`)

  await (await hearth.clientFor(eve)).patch("/users/me/profile", { "user[name]": "Evelyn" })

  const summary = (await page()).split(`thread_summary_message_${root.client_message_id}`)[1] ?? ""
  expect(summary.slice(0, 600)).toContain('title="Evelyn"')
})

test("the old paths of a reply and those of its thread's room lead to it", async () => {
  const root = await createMessage(hall, ada, "<p>Who has the key?</p>")
  const reply = await replyInThread(root, bea, "<p>I do</p>")
  const client = await hearth.clientFor(bea)
  const leads = async (path: string) => (await client.get(path)).headers.get("location")
  const beside = `/rooms/${hall.id}/@${reply.id}`

  expect(await leads(`/rooms/${reply.room_id}`)).toBe(beside)
  expect(await leads(`/rooms/${reply.room_id}/@${reply.id}`)).toBe(beside)
  const old = `/rooms/${hall.id}/messages/${reply.id}`
  expect(ids(await (await client.get(old)).text())).toEqual([reply.id])
  expect((await client.get(`${old}/edit`)).status).toBe(200)
  expect((await client.patch(old, { "message[body]": "<p>I did</p>" })).status).toBe(303)
  expect((await client.delete(old)).status).toBe(200)
  expect(await (await client.get(pathOf(root), FRAME)).text()).not.toContain("I did")
})

test("viewers of a room do not receive the replies of threads that they do not have open", async () => {
  const room = await openRoom(ada, "Quiet")
  const root = await createMessage(room, ada, "<p>Who has the key?</p>")
  await using cable = await CableClient.open(await hearth.clientFor(ada))
  const signed_stream_name = signStreamName(messagesStream(room))
  const inRoom = await cable.subscribe("RoomMessagesChannel", { signed_stream_name })
  const news = await cable.subscribe("UnreadThreadsChannel", {})
  const rooms = await cable.subscribe("UnreadRoomsChannel", {})

  const client = await hearth.clientFor(bea)
  const post = (words: string) =>
    client.post(`/rooms/${room.id}/messages/${root.id}/thread/messages`, { "message[body]": words })
  await post("I have it")
  const thread = await startThread(ada, root)
  const inThread = await cable.subscribe("RoomMessagesChannel", {
    signed_stream_name: signStreamName(messagesStream(thread)),
  })
  await post("Come and get it")

  await eventually(() => news.messages.length > 1)
  await cable.flush()
  expect(inRoom.messages.join("")).toContain("2 replies")
  expect(inRoom.messages.join("")).not.toContain("Come and get it")
  expect(inThread.messages.join("")).toContain("Come and get it")
  expect(news.messages).toContainEqual({ thread_id: root.id, unread: true })
  expect(JSON.stringify(rooms.messages)).not.toContain("roomId")
})
