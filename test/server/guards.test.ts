import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { issueToken, signStreamName } from "../../src/platform/cable/cable"
import { transaction } from "../../src/platform/database/database"
import { messagesStream } from "../../src/rooms/room"
import { sessionCookie, startSession } from "../../src/sessions/session"
import type { User } from "../../src/users/user"
import { CableClient } from "../support/cable-client"
import { type Hearth, openHearth } from "../support/hearth"
import { closedRoom, createMember, deactivate, scene } from "../support/scene"

const OLD_FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Firefox/115.0"
const OLD_SAFARI =
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.1 Safari/605.1.15"
const NEW_SAFARI = OLD_SAFARI.replace("17.1", "17.2")
const MESSAGES =
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) Version/9.0.1 Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0"

let hearth: Hearth
let ada: User

beforeAll(async () => {
  hearth = await openHearth()
  ada = (await scene()).ada
})
afterAll(() => hearth.close())

describe("an outdated browser", () => {
  test.each([OLD_FIREFOX, OLD_SAFARI, "Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 6.1)"])(
    "is told on every page which browsers are supported: %p",
    async (agent) => {
      const client = await hearth.clientFor(ada)
      for (const path of ["/rooms/1", "/", "/nowhere"]) {
        const response = await client.get(path, { "user-agent": agent })
        const page = await response.text()
        expect(response.status).toBe(426)
        expect(page).toContain("<title>Unsupported browser</title>")
        expect(page).toContain("Upgrade to a supported web browser")
        for (const name of ["Safari", "Chrome", "Firefox", "Opera"]) expect(page).toContain(name)
        expect(page).toContain("17.2+")
      }
      const anonymous = await hearth.anonymousClient().get("/session/new", { "user-agent": agent })
      expect(anonymous.status).toBe(426)
      expect(anonymous.headers.get("x-version")).not.toBeNull()
    },
  )

  test("gets a title for link previews and no error text", async () => {
    const response = await hearth.anonymousClient().get("/rooms/1", { "user-agent": MESSAGES })

    expect(response.status).toBe(426)
    expect(await response.text()).toContain("<title>Hearth</title>")
  })

  test("can still request what is not a page", async () => {
    const client = await hearth.clientFor(ada)
    const headers = { "user-agent": OLD_FIREFOX, accept: "image/avif,image/webp,*/*" }

    expect((await client.request("GET", "/rooms/1/messages", { headers })).status).toBeLessThan(400)
    expect((await hearth.anonymousClient().get("/up", { "user-agent": OLD_FIREFOX })).status).toBe(
      200,
    )
    const json = { "user-agent": OLD_FIREFOX, accept: "application/json" }
    expect(
      (await hearth.anonymousClient().request("GET", "/rooms/1", { headers: json })).status,
    ).toBe(401)
  })
})

test.each([NEW_SAFARI, "", "curl/8.5.0", "Mozilla/5.0 (compatible; Googlebot/2.1)"])(
  "a current or unknown browser is accepted: %p",
  async (agent) => {
    const client = await hearth.clientFor(ada)

    expect((await client.get("/rooms/1", { "user-agent": agent })).status).toBe(200)
  },
)

describe("a request without a session", () => {
  test("is redirected to sign in, or gets a 401 in JSON", async () => {
    const anonymous = hearth.anonymousClient()
    const headers = { accept: "application/json" }

    expect((await anonymous.get("/rooms/1")).headers.get("location")).toBe("/session/new")
    for (const path of ["/rooms/1", "/users/me/sessions", "/account/edit", "/nowhere"]) {
      const response = await anonymous.request("GET", path, { headers })
      expect(response.status).toBe(401)
      expect(await response.json()).toEqual({ error: expect.any(String) })
    }
  })

  test.each([[undefined], ["session_token=nonsense"]])(
    "cannot open a socket, with the cookie %p",
    async (cookie) => {
      const socket = new CableClient(hearth.server.url, {
        headers: { origin: hearth.server.url, ...(cookie && { cookie }) },
      })

      expect(await socket.waitForFrame(({ type }) => type === "disconnect")).toEqual({
        type: "disconnect",
        reason: "unauthorized",
        reconnect: false,
      })
    },
  )
})

/** Opens a socket as a client that can send neither cookies nor headers. */
const open = (token: string) =>
  new WebSocket(`${hearth.server.url.replace("http", "ws")}/cable?token=${token}`, [
    "actioncable-v1-json",
  ])

const first = (socket: WebSocket) =>
  new Promise<{ type: string; reason?: string }>((resolve) => {
    socket.onmessage = ({ data }) => resolve(JSON.parse(String(data)))
  })

describe("a deactivated person", () => {
  test("is signed out at once for pages, sockets and tokens", async () => {
    const dot = await createMember("Dot")
    const device = { ip_address: null, user_agent: null }
    const session = await transaction((trx) => startSession(trx, dot, device))
    const cookie = `session_token=${sessionCookie(session.token)}`
    const token = issueToken({ user_id: dot.id, session_id: session.id })
    await deactivate(dot)

    const page = await hearth.anonymousClient().get("/rooms/1", { cookie })
    const byCookie = new CableClient(hearth.server.url, {
      headers: { cookie, origin: hearth.server.url },
    })

    expect(page.headers.get("location")).toBe("/session/new")
    const unauthorized = { type: "disconnect", reason: "unauthorized", reconnect: false }
    expect(await byCookie.waitForFrame(({ type }) => type === "disconnect")).toEqual(unauthorized)
    expect(await first(open(token))).toEqual(unauthorized)
  })
})

describe("a one-use token", () => {
  test("opens one socket, and none after 60 s", async () => {
    const { session } = await hearth.clientFor(ada)
    const identity = { user_id: ada.id, session_id: session.id }
    const token = issueToken(identity)
    const stale = issueToken(identity, Date.now() - 61_000)

    const welcomed = open(token)
    expect(await first(welcomed)).toEqual({ type: "welcome" })
    expect(await first(open(token))).toMatchObject({ type: "disconnect", reason: "unauthorized" })
    expect(await first(open(stale))).toMatchObject({ type: "disconnect", reason: "unauthorized" })
    welcomed.close()
  })
})

describe("a member who is removed from a room", () => {
  test("receives nothing more from it and cannot subscribe again", async () => {
    const [kim, lou] = [await createMember("Kim"), await createMember("Lou")]
    const den = await closedRoom(ada, "Den", [ada, kim, lou])
    const params = { signed_stream_name: signStreamName(messagesStream(den)) }
    const client = await hearth.clientFor(kim)
    await using socket = await CableClient.open(client)
    await using other = await CableClient.open(await hearth.clientFor(lou))
    const lost = await socket.subscribe("RoomMessagesChannel", params)
    const kept = await other.subscribe("RoomMessagesChannel", params)
    const administrator = await hearth.clientFor(ada)

    await administrator.put(`/rooms/closeds/${den.id}`, {
      "room[name]": "Den",
      "user_ids[]": [ada.id, lou.id],
    })
    await administrator.post(`/rooms/${den.id}/messages`, {
      "message[body]": "Is Kim gone?",
      "message[client_message_id]": "after-kim",
    })

    expect(await kept.next()).toContain("after-kim")
    await socket.flush()
    expect(lost.messages).toEqual([])
    expect(await socket.trySubscribe("RoomMessagesChannel", { ...params, again: true })).toBeNull()
    expect(await socket.trySubscribe("PresenceChannel", { room_id: den.id })).toBeNull()
    await using reconnected = await CableClient.open(client)
    expect(await reconnected.trySubscribe("RoomMessagesChannel", params)).toBeNull()
    expect((await client.get(`/rooms/${den.id}/messages`)).status).toBe(404)
  })
})

test("open sockets are told about a restart and may reconnect", async () => {
  await using shortLived = await openHearth()
  const { ada } = await scene()
  const socket = await CableClient.open(await shortLived.clientFor(ada))

  const stopped = shortLived.server.kill("SIGTERM")

  expect(await socket.waitForFrame(({ type }) => type === "disconnect", "the disconnect")).toEqual({
    type: "disconnect",
    reason: "server_restart",
    reconnect: true,
  })
  await stopped
})
