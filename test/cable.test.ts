import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { z } from "zod"
import {
  broadcast,
  broadcastLocal,
  channel,
  disconnectSession,
  disconnectUser,
  dropSubscriptions,
  issueToken,
  registerChannels,
  reserveStreams,
  signStreamName,
} from "../src/platform/cable/cable"
import { Client, identifier, readCookie, serveCable } from "./support/cable-server"
import { eventually } from "./support/timeouts"

const HALL = identifier("HallChannel", { hall: 7 })
const LOBBY = generic("lobby")

/** The halls that each user may enter. */
const members = new Map<number, number[]>()
const left: number[] = []
let subscribing = Promise.withResolvers<void>()
let release = Promise.withResolvers<void>()

const hallChannel = channel("HallChannel", {
  params: z.object({ hall: z.int() }),
  state: () => ({ counts: 0 }),
  permits: ({ identity, params }) => members.get(identity.user_id)?.includes(params.hall) ?? false,
  subscribed: (subscription) => subscription.streamFrom(`hall:${subscription.params.hall}`),
  unsubscribed: ({ identity }) => void left.push(identity.user_id),
  actions: {
    count(subscription, data) {
      subscription.state.counts++
      subscription.transmit({ counts: subscription.state.counts, with: String(data.with) })
    },
    async wait(subscription) {
      await Bun.sleep(20)
      subscription.transmit("waited")
    },
    fail() {
      throw new Error("failed")
    },
  },
})

const slowDoorChannel = channel("SlowChannel", {
  async subscribed(subscription) {
    subscription.streamFrom("slow stream")
    subscribing.resolve()
    await release.promise
    subscription.transmit("state")
  },
})

const brokenChannel = channel("BrokenChannel", {
  subscribed() {
    throw new Error("broken")
  },
})

registerChannels([hallChannel, slowDoorChannel, brokenChannel])

reserveStreams((stream) => /^room:\d+:messages$/.test(stream))
reserveStreams(
  (stream, { user_id }) => /^user:/.test(stream) && !stream.startsWith(`user:${user_id}:`),
)

let cable: ReturnType<typeof serveCable>
let banned: number | null = null

beforeAll(() => {
  cable = serveCable({ authorize: async ({ user_id }) => user_id !== banned })
})
afterAll(() => cable.stop())

const ada = (opening = {}) => Client.connect(cable.host, "user=1; session=10", opening)
const bea = () => Client.connect(cable.host, "user=2; session=20")

describe("connecting", () => {
  test("echoes the subprotocol and welcomes first", async () => {
    const client = await ada()

    expect(client.socket.protocol).toBe("actioncable-v1-json")
  })

  test("echoes no subprotocol that was not offered or is unknown", async () => {
    const plain = await ada({ protocols: [] })
    expect(plain.socket.protocol).toBe("")

    const foreign = await handshake(cable.host, { "sec-websocket-protocol": "soap" })
    expect(foreign).toStartWith("HTTP/1.1 101")
    expect(foreign.toLowerCase()).not.toContain("sec-websocket-protocol")
  })

  test("is a 404 without an upgrade, with a foreign Origin and without an Origin", async () => {
    const url = `http://${cable.host}/cable`
    expect((await fetch(url)).status).toBe(404)
    expect(await handshake(cable.host, {})).toStartWith("HTTP/1.1 101")
    expect(await handshake(cable.host, { origin: "https://evil.example" })).toStartWith(
      "HTTP/1.1 404",
    )
    expect(await handshake(cable.host, { origin: "null" })).toStartWith("HTTP/1.1 404")
    expect(await handshake(cable.host, { origin: null })).toStartWith("HTTP/1.1 404")
  })

  test("disconnects unauthenticated clients and tells them not to reconnect", async () => {
    const anonymous = Client.open(cable.host, "user=nobody")

    await anonymous.expect({ type: "disconnect", reason: "unauthorized", reconnect: false })
    expect(await anonymous.closed.promise).toEqual({ code: 1000 })
  })
})

describe("commands", () => {
  test("echo identifiers byte for byte", async () => {
    members.set(1, [7])
    const client = await ada()

    for (const odd of [
      `{ "hall":7,"channel":"HallChannel" }`,
      `{"channel":"HallChannel","hall":7,"é":"\\u00e9\\n"}`,
    ]) {
      await client.subscribe(odd)
      broadcast("hall:7", "bell")
      await client.expect({ identifier: odd, message: "bell" })
      client.say({ command: "unsubscribe", identifier: odd })
    }
  })

  test("of one connection run in order", async () => {
    members.set(1, [7])
    const client = await ada()
    await client.subscribe(HALL)

    client.act(HALL, { action: "wait" })
    client.act(HALL, { action: "count", with: "one" })
    client.say({ command: "unsubscribe", identifier: HALL })
    client.act(HALL, { action: "count" })
    client.say({ command: "subscribe", identifier: HALL })

    await client.expect({ identifier: HALL, message: "waited" })
    await client.expect({ identifier: HALL, message: { counts: 1, with: "one" } })
    await client.expect({ identifier: HALL, type: "confirm_subscription" })
    await client.expectNothing()
  })

  test("that are malformed are ignored", async () => {
    members.set(1, [7])
    const client = await ada()
    await client.subscribe(HALL)

    for (const nonsense of [
      "",
      "{",
      "null",
      "[]",
      '"subscribe"',
      "{}",
      '{"command":"subscribe"}',
      '{"command":"subscribe","identifier":7}',
      '{"command":"subscribe","identifier":"not json"}',
      '{"command":"subscribe","identifier":"[1]"}',
      '{"command":"dance","identifier":"{}"}',
      '{"command":"__proto__","identifier":"{}"}',
      `{"command":"message","identifier":${JSON.stringify(HALL)}}`,
      `{"command":"message","identifier":${JSON.stringify(HALL)},"data":"{"}`,
      `{"command":"message","identifier":${JSON.stringify(HALL)},"data":"7"}`,
      '{"command":"message","identifier":"unknown","data":"{\\"action\\":\\"count\\"}"}',
      '{"command":"unsubscribe","identifier":"unknown"}',
      "[".repeat(50_000),
    ]) {
      client.say(nonsense)
    }
    client.socket.send(new Uint8Array([0, 255, 1]))

    await client.expectNothing()
    client.act(HALL, { action: "count" })
    await client.expect({ identifier: HALL, message: { counts: 1, with: "undefined" } })
  })

  test("can call only declared actions", async () => {
    members.set(1, [7])
    const client = await ada()
    await client.subscribe(HALL)

    for (const action of [
      "subscribed",
      "unsubscribed",
      "constructor",
      "__proto__",
      "toString",
      "",
    ]) {
      client.act(HALL, { action })
    }
    client.act(HALL, { action: "fail" })

    await client.expectNothing()
    client.act(HALL, { action: "count", with: "two" })
    await client.expect({ identifier: HALL, message: { counts: 1, with: "two" } })
  })

  test("reject unknown channels and invalid parameters", async () => {
    const client = await ada()
    const unknown = [
      identifier("NoChannel"),
      identifier("__proto__"),
      "{}",
      `{"channel":["HallChannel"]}`,
      identifier("HallChannel"),
      identifier("HallChannel", { hall: "seven" }),
    ]

    for (const identifier of unknown) {
      client.say({ command: "subscribe", identifier })
      await client.expect({ identifier, type: "reject_subscription" })
    }
  })

  test("confirm a repeated subscribe again, without delivering twice", async () => {
    const client = await ada()
    await client.subscribe(LOBBY)
    await client.subscribe(LOBBY)

    broadcast("lobby", "once")

    await client.expect({ identifier: LOBBY, message: "once" })
    await client.expectNothing()
  })

  test("get no response when a channel throws, so that the client retries", async () => {
    const client = await ada()

    client.say({ command: "subscribe", identifier: identifier("BrokenChannel") })

    await client.expectNothing()
  })
})

describe("subscribing", () => {
  test("delivers the confirmation first, then the state, then messages broadcast in the meantime", async () => {
    subscribing = Promise.withResolvers()
    release = Promise.withResolvers()
    const client = await ada()
    const slow = identifier("SlowChannel")

    client.say({ command: "subscribe", identifier: slow })
    await subscribing.promise
    broadcast("slow stream", "meanwhile")
    release.resolve()
    await Bun.sleep(0)
    for (const n of [1, 2, 3]) broadcast("slow stream", n)

    await client.expect({ identifier: slow, type: "confirm_subscription" })
    for (const message of ["state", "meanwhile", 1, 2, 3]) {
      await client.expect({ identifier: slow, message })
    }
  })

  test("loses and duplicates nothing under continuous broadcasts", async () => {
    let sent = 0
    const timer = setInterval(() => broadcast("lobby", ++sent), 1)
    try {
      for (let round = 0; round < 20; round++) {
        const client = await ada()
        await client.subscribe(LOBBY)
        const sentBefore = sent
        const received: number[] = []
        while (received.length < 5) received.push(z.number().parse((await client.next()).message))

        const first = received[0] ?? 0
        expect(first).toBeLessThanOrEqual(sentBefore + 1)
        expect(received).toEqual([0, 1, 2, 3, 4].map((n) => first + n))
        client.socket.close()
      }
    } finally {
      clearInterval(timer)
    }
  })

  test("serves a generic stream only by its signed name", async () => {
    const client = await ada()
    const signed = signStreamName("rooms")
    const html = `<turbo-stream action="remove" target="list_room_1"></turbo-stream>`
    const rooms = identifier("Turbo::StreamsChannel", { signed_stream_name: signed })

    await client.subscribe(rooms)
    broadcast("rooms", html)
    await client.expect({ identifier: rooms, message: html })

    const [name, signature] = signed.split("--")
    const forged = [
      "rooms",
      "",
      "--",
      `${name}`,
      `${name}--`,
      `${name}--${"0".repeat(64)}`,
      `${Buffer.from('"lobby"').toString("base64")}--${signature}`,
      `${signed}0`,
      null,
      { name: "rooms" },
    ]
    for (const signed_stream_name of forged) {
      const refused = identifier("Turbo::StreamsChannel", { signed_stream_name })
      client.say({ command: "subscribe", identifier: refused })
      await client.expect({ identifier: refused, type: "reject_subscription" })
    }
  })

  test("rejects reserved streams in the generic channel", async () => {
    const client = await ada()

    for (const stream of ["room:7:messages", "user:2:rooms", "user:12:rooms"]) {
      client.say({ command: "subscribe", identifier: generic(stream) })
      await client.expect({ identifier: generic(stream), type: "reject_subscription" })
    }
    await client.subscribe(generic("user:1:rooms"))
  })

  test("checks access at every subscribe and every action", async () => {
    members.set(1, [])
    const client = await ada()
    client.say({ command: "subscribe", identifier: HALL })
    await client.expect({ identifier: HALL, type: "reject_subscription" })

    members.set(1, [7])
    await client.subscribe(HALL)
    members.set(1, [])
    client.act(HALL, { action: "count" })
    await client.expect({ identifier: HALL, type: "reject_subscription" })
    broadcast("hall:7", "bell")
    await client.expectNothing()
  })

  test("calls unsubscribed once, however the client leaves", async () => {
    members.set(1, [7])
    left.length = 0
    const client = await ada()
    await client.subscribe(HALL)
    client.say({ command: "unsubscribe", identifier: HALL })
    client.say({ command: "unsubscribe", identifier: HALL })
    await client.subscribe(HALL)
    client.socket.close()

    await eventually(() => left.length === 2)
    await Bun.sleep(20)
    expect(left).toEqual([1, 1])
  })
})

describe("a broadcast", () => {
  const SOCKETS = 100

  test("is encoded once for all sockets of a stream", async () => {
    const clients = await connect(SOCKETS)
    for (const client of clients) await client.subscribe(LOBBY)
    const { payload, encoded } = countedPayload()

    broadcast("lobby", payload)

    await Promise.all(
      clients.map((client) => client.expect({ identifier: LOBBY, message: "bell" })),
    )
    expect(encoded()).toBe(1)
  })

  test("to the streams of many people is encoded once for all of them", async () => {
    const clients = await connect(SOCKETS)
    const streams = clients.map((_, index) => `user:${index + 1}:rooms`)
    for (const [index, client] of clients.entries())
      await client.subscribe(generic(streams[index] ?? ""))
    const { payload, encoded } = countedPayload()

    broadcastLocal([...streams, "nobody's"], payload)
    await Promise.all(
      clients.map((client, index) =>
        client.expect({ identifier: generic(streams[index] ?? ""), message: "bell" }),
      ),
    )

    expect(encoded()).toBe(1)
  })

  test("without subscribers is not encoded", () => {
    const { payload, encoded } = countedPayload()

    broadcast("nobody's", payload)

    expect(encoded()).toBe(0)
  })

  const connect = (count: number) =>
    Promise.all(
      Array.from({ length: count }, (_, index) => Client.connect(cable.host, `user=${index + 1}`)),
    )

  /** The text "bell", and how often it was encoded. */
  function countedPayload() {
    let count = 0
    const counted = {
      toJSON() {
        count++
        return "bell"
      },
    }
    return { payload: counted as unknown as string, encoded: () => count } // encoded like a string
  }
})

describe("revoked access", () => {
  test("stops delivery at once, and resubscribing is rejected", async () => {
    members.set(1, [7])
    members.set(2, [7])
    const [revoked, other] = [await ada(), await bea()]
    await revoked.subscribe(HALL)
    await other.subscribe(HALL)

    members.set(1, [])
    dropSubscriptions(1, "hall:7")
    broadcast("hall:7", "secret")

    await revoked.expect({ identifier: HALL, type: "reject_subscription" })
    await revoked.expectNothing()
    await other.expect({ identifier: HALL, message: "secret" })

    disconnectUser(1, { reconnect: true })
    await revoked.expect({ type: "disconnect", reason: "remote", reconnect: true })
    expect(await revoked.closed.promise).toEqual({ code: 1000 })

    const back = await ada()
    back.say({ command: "subscribe", identifier: HALL })
    await back.expect({ identifier: HALL, type: "reject_subscription" })
  })

  test("rejects a subscription that is being set up", async () => {
    subscribing = Promise.withResolvers()
    release = Promise.withResolvers()
    const client = await ada()
    const slow = identifier("SlowChannel")
    client.say({ command: "subscribe", identifier: slow })
    await subscribing.promise

    dropSubscriptions(1, "slow stream")
    release.resolve()

    await client.expect({ identifier: slow, type: "reject_subscription" })
  })

  test("closes all sockets of a banned user permanently, and no others", async () => {
    const sockets = [await ada(), await ada()]
    const other = await bea()

    disconnectUser(1, { reconnect: false })

    for (const socket of sockets) {
      await socket.expect({ type: "disconnect", reason: "remote", reconnect: false })
      expect(await socket.closed.promise).toEqual({ code: 1000 })
    }
    await other.expectNothing()
  })

  test("closes the sockets of a session that signed out", async () => {
    const here = await ada()
    const elsewhere = await Client.connect(cable.host, "user=1; session=11")

    disconnectSession(10, { reconnect: false })

    await here.expect({ type: "disconnect", reason: "remote", reconnect: false })
    await elsewhere.expectNothing()
  })
})

describe("a token", () => {
  const query = (token: string) => ({ query: `?token=${encodeURIComponent(token)}` })

  test("opens one socket, from any origin", async () => {
    const token = issueToken({ user_id: 1, session_id: 10 })

    const client = await Client.connect(cable.host, null, {
      ...query(token),
      headers: { origin: "https://elsewhere.example" },
    })
    await client.subscribe(generic("user:1:rooms"))

    await expectUnauthorized(Client.open(cable.host, null, query(token)))
  })

  test("is rejected after a minute, when forged, and for a banned user", async () => {
    const identity = { user_id: 3, session_id: null }
    const old = issueToken(identity, Date.now() - 61_000)
    const good = issueToken(identity)

    await expectUnauthorized(Client.open(cable.host, null, query(old)))
    await expectUnauthorized(Client.open(cable.host, null, query("forged")))
    await expectUnauthorized(Client.open(cable.host, "user=1", query(`${good}0`)))
    banned = 3
    await expectUnauthorized(Client.open(cable.host, null, query(good)))
    banned = null
    await Client.connect(cable.host, null, query(issueToken(identity)))
  })

  test("is an alternative to the Authorization header, which needs no Origin either", async () => {
    const bearer = (scheme: string) => ({ authorization: `${scheme} abc`, cookie: "user=1" })

    expect(await handshake(cable.host, { ...bearer("Bearer"), origin: null })).toStartWith(
      "HTTP/1.1 101",
    )
    expect(await handshake(cable.host, { ...bearer("Basic"), origin: null })).toStartWith(
      "HTTP/1.1 404",
    )
  })
})

test("a ban during authentication is not missed", async () => {
  const looking = Promise.withResolvers<void>()
  const found = Promise.withResolvers<void>()
  await cable.stop()
  cable = serveCable({
    async authenticate(request) {
      looking.resolve()
      await found.promise
      return readCookie(request)
    },
  })

  const client = Client.open(cable.host, "user=1")
  await looking.promise
  disconnectUser(1, { reconnect: false })
  found.resolve()

  await expectUnauthorized(client)
})

test("a shutdown disconnects everyone, lets them reconnect, and waits for running commands", async () => {
  members.set(1, [7])
  members.set(2, [7])
  left.length = 0
  const clients = [await ada(), await bea()]
  for (const client of clients) await client.subscribe(HALL)

  await cable.stop()

  expect(left.toSorted()).toEqual([1, 2])
  for (const client of clients) {
    await client.expect({ type: "disconnect", reason: "server_restart", reconnect: true })
    expect(await client.closed.promise).toEqual({ code: 1000 })
  }
  broadcast("hall:7", "nobody listens")
  cable = serveCable()
})

function generic(stream: string) {
  return identifier("Turbo::StreamsChannel", { signed_stream_name: signStreamName(stream) })
}

async function expectUnauthorized(client: Client) {
  await client.expect({ type: "disconnect", reason: "unauthorized", reconnect: false })
}

/** Sends a handshake and returns the response head; null headers are omitted. */
async function handshake(host: string, headers: Record<string, string | null>) {
  const answer = Promise.withResolvers<string>()
  const all = {
    host,
    origin: `http://${host}`,
    cookie: "user=1",
    upgrade: "websocket",
    connection: "Upgrade",
    "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
    "sec-websocket-version": "13",
    ...headers,
  }
  const lines = Object.entries(all).flatMap(([name, value]) =>
    value === null ? [] : `${name}: ${value}`,
  )
  const [hostname = "", port] = host.split(":")
  const socket = await Bun.connect({
    hostname,
    port: Number(port),
    socket: {
      data: (_, bytes) => answer.resolve(bytes.toString("latin1").split("\r\n\r\n")[0] ?? ""),
    },
  })
  socket.write(`GET /cable HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`)
  const head = await answer.promise
  socket.terminate()
  return head
}
