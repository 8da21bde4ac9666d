import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { signStreamName } from "../../src/platform/cable/cable"
import { messagesStream, type Room } from "../../src/rooms/room"
import type { User } from "../../src/users/user"
import { CableClient } from "../support/cable-client"
import { type Hearth, openHearth } from "../support/hearth"
import type { HttpClient } from "../support/http-client"
import {
  closedRoom,
  createMember,
  createMessage,
  membershipOf,
  openRoom,
  removeMember,
  scene,
} from "../support/scene"
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

const post = (client: HttpClient, room: Room, body: string) =>
  client.post(`/rooms/${room.id}/messages`, { "message[body]": body })

const roomStream = (cable: CableClient, signed_stream_name: string) =>
  cable.trySubscribe("RoomMessagesChannel", { signed_stream_name })

const genericStream = (cable: CableClient, signed_stream_name: string) =>
  cable.trySubscribe("Turbo::StreamsChannel", { signed_stream_name })

describe("a socket", () => {
  test("is accepted from our own pages and rejected from other sites", async () => {
    const client = await hearth.clientFor(ada)
    const shake = async (headers: Record<string, string>) => {
      const socket = new CableClient(hearth.server.url, {
        headers: { cookie: client.cookieHeader, ...headers },
      })
      const opened = new Promise((resolve) => {
        socket.socket.onopen = () => resolve("opened")
        void socket.closed.then(() => resolve("refused"))
      })
      const outcome = await opened
      socket.socket.close()
      return outcome
    }

    expect(await shake({ origin: hearth.server.url })).toBe("opened")
    for (const origin of ["https://evil.example", "null", `${hearth.server.url}.evil.example`])
      expect(await shake({ origin })).toBe("refused")
    expect(await shake({})).toBe("refused")
  })

  test("echoes its subprotocol and starts with a welcome", async () => {
    await using cable = await CableClient.open(await hearth.clientFor(ada))

    expect(cable.socket.protocol).toBe("actioncable-v1-json")
    expect(cable.frames).toEqual([{ type: "welcome" }])
  })
})

/** The notifications about `room` in a subscription of the unread channel. */
function notificationsOf(room: Room, { messages }: { messages: unknown[] }) {
  return messages.filter((message) => JSON.stringify(message).includes(`"roomId":${room.id},`))
}

describe("a room's messages", () => {
  test("reach its members, and others cannot subscribe to their stream", async () => {
    const cellar = await closedRoom(ada, "Cellar", [ada, bea])
    const outsider = await createMember("Outsider")
    const name = signStreamName(messagesStream(cellar))
    const author = await hearth.clientFor(ada)
    await using inside = await CableClient.open(await hearth.clientFor(bea))
    await using outside = await CableClient.open(await hearth.clientFor(outsider))

    const subscription = await roomStream(inside, name)
    expect(await roomStream(outside, name)).toBeNull()
    await post(author, cellar, "Psst")

    expect(await subscription?.next()).toContain("Psst")
    await outside.flush()
    expect(JSON.stringify(outside.frames)).not.toContain("Psst")
  })

  test("require a complete stream name signed by Hearth", async () => {
    const good = signStreamName(messagesStream(hall))
    const [body = "", signature = ""] = good.split("--")
    const encoded = (stream: string) => Buffer.from(JSON.stringify(stream)).toString("base64")
    await using cable = await CableClient.open(await hearth.clientFor(ada))
    expect(await roomStream(cable, good)).not.toBeNull()

    for (const bad of [
      "",
      "--",
      body,
      `${body}--`,
      `--${signature}`,
      messagesStream(hall),
      `${body}--${signature.slice(0, -1)}`,
      `${body}--${signature.toUpperCase()}`,
      `${encoded("room:2:messages")}--${signature}`,
      `${body}--${"0".repeat(64)}`,
      signStreamName("rooms"),
      signStreamName("room:999:messages"),
      signStreamName("room:1:messages:more"),
      signStreamName(`user:${ada.id}:rooms`),
    ])
      expect(await roomStream(cable, bad)).toBeNull()
    expect(await cable.trySubscribe("RoomMessagesChannel", {})).toBeNull()
    expect(await cable.trySubscribe("RoomMessagesChannel", { signed_stream_name: 7 })).toBeNull()
    expect(await cable.trySubscribe("NoSuchChannel", { signed_stream_name: good })).toBeNull()
  })

  test("stop for a former member, at the latest when they reconnect", async () => {
    const cellar = await closedRoom(ada, "Left", [ada, bea])
    const name = signStreamName(messagesStream(cellar))
    const client = await hearth.clientFor(bea)
    await using before = await CableClient.open(client)
    expect(await roomStream(before, name)).not.toBeNull()
    const presence = await before.subscribe("PresenceChannel", { room_id: cellar.id })

    await removeMember(cellar, bea)

    await using after = await CableClient.open(client)
    expect(await roomStream(after, name)).toBeNull()
    expect(await after.trySubscribe("PresenceChannel", { room_id: cellar.id })).toBeNull()
    presence.perform("present")
    expect(
      await before.waitForFrame(
        ({ type, identifier }) =>
          type === "reject_subscription" && identifier === presence.identifier,
        "the end of the subscription",
      ),
    ).toBeDefined()
  })
})

describe("the generic channel", () => {
  test("serves public streams and the person's own, and no others", async () => {
    await using cable = await CableClient.open(await hearth.clientFor(bea))
    const open = async (stream: string) =>
      (await genericStream(cable, signStreamName(stream))) !== null

    expect(await open("rooms")).toBe(true)
    expect(await open(`user:${bea.id}:rooms`)).toBe(true)
    expect(await open(`user:${ada.id}:rooms`)).toBe(false)
    expect(await open(messagesStream(hall))).toBe(false)
    expect(await genericStream(cable, "rooms")).toBeNull()
  })
})

describe("presence", () => {
  test("clears the unread mark in all tabs of the person", async () => {
    const room = await openRoom(ada, "Read")
    await createMessage(room, ada, "News")
    expect((await membershipOf(room, bea)).unread_at).not.toBeNull()
    await using tab = await CableClient.open(await hearth.clientFor(bea))
    await using other = await CableClient.open(await hearth.clientFor(bea))
    await using adaClient = await CableClient.open(await hearth.clientFor(ada))
    const reads = await other.subscribe("ReadRoomsChannel")
    const adasReads = await adaClient.subscribe("ReadRoomsChannel")

    await tab.subscribe("PresenceChannel", { room_id: room.id })

    expect(await reads.next()).toEqual({ room_id: room.id })
    expect((await membershipOf(room, bea)).unread_at).toBeNull()
    await adaClient.flush()
    expect(adasReads.messages).toEqual([])
  })

  test("keeps the room read only while a tab shows it", async () => {
    const room = await openRoom(ada, "Present")
    const author = await hearth.clientFor(ada)
    await using socket = await CableClient.open(await hearth.clientFor(bea))
    const tab = await socket.subscribe("PresenceChannel", { room_id: room.id })
    const unread = async () => (await membershipOf(room, bea)).unread_at !== null

    await post(author, room, "While here")
    expect(await unread()).toBe(false)

    tab.perform("absent")
    await socket.flush()
    await post(author, room, "While hidden")
    expect(await unread()).toBe(true)

    tab.perform("present")
    await socket.flush()
    expect(await unread()).toBe(false)
    await post(author, room, "While back")
    expect(await unread()).toBe(false)

    await socket.close()
    await eventually(async () => {
      await post(author, room, "While gone")
      return unread()
    }, "the tab to be gone")
  })

  test("is rejected for people without access to the room", async () => {
    const cellar = await closedRoom(ada, "Closed", [ada])
    await using socket = await CableClient.open(await hearth.clientFor(bea))

    for (const room_id of [cellar.id, 99_999, "x", "", null, { a: 1 }])
      expect(await socket.trySubscribe("PresenceChannel", { room_id })).toBeNull()
    expect(await socket.trySubscribe("PresenceChannel")).toBeNull()
    expect(await socket.trySubscribe("PresenceChannel", { room_id: hall.id })).not.toBeNull()
  })
})

describe("unread notifications of a room", () => {
  test("reach its members with their own marks, and nobody else", async () => {
    const cellar = await closedRoom(ada, "News", [ada, bea])
    const outsider = await createMember("Stranger")
    await using adaClient = await CableClient.open(await hearth.clientFor(ada))
    await using beaClient = await CableClient.open(await hearth.clientFor(bea))
    await using outsiderClient = await CableClient.open(await hearth.clientFor(outsider))
    const subscriptions = await Promise.all(
      [adaClient, beaClient, outsiderClient].map((cable) => cable.subscribe("UnreadRoomsChannel")),
    )

    await post(await hearth.clientFor(ada), cellar, "News")

    for (const cable of [adaClient, beaClient, outsiderClient]) await cable.flush()
    expect(subscriptions.map((subscription) => notificationsOf(cellar, subscription))).toEqual([
      [{ roomId: cellar.id, unread: false }],
      [{ roomId: cellar.id, unread: true }],
      [],
    ])
  })
})
