import { afterAll, beforeAll, expect, test } from "bun:test"
import { connect, type Socket } from "node:net"
import { broadcast, channel, registerChannels, signStreamName } from "../src/platform/cable/cable"
import { Client, identifier, serveCable } from "./support/cable-server"
import { eventually } from "./support/timeouts"

const STREAM = identifier("Turbo::StreamsChannel", { signed_stream_name: signStreamName("stream") })
const COUNTER = identifier("CounterChannel")

let counted = 0

const counterChannel = channel("CounterChannel", {
  actions: {
    count() {
      counted++
    },
  },
})

const endlessChannel = channel("SlowChannel", {
  actions: { wait: () => Bun.sleep(1000) },
})

registerChannels([counterChannel, endlessChannel])

let cable: ReturnType<typeof serveCable>

beforeAll(() => {
  cable = serveCable({ pingInterval: 50 })
})
afterAll(() => cable.stop())

const ada = () => Client.connect(cable.host, "user=1")

test("every socket gets pings with the time", async () => {
  const client = await ada()

  await eventually(() => client.pings.length >= 3, "three pings")

  const [first] = client.pings
  expect(first).toEqual({ type: "ping", message: expect.any(Number) })
  expect(Math.abs(Number(first?.message) - Date.now() / 1000)).toBeLessThan(60)
})

test("a frame of 64 KB is accepted, a longer one closes its socket and no other", async () => {
  const [client, other] = [await ada(), await ada()]

  client.socket.send("x".repeat(64 * 1024))
  await client.expectNothing()
  client.socket.send("x".repeat(64 * 1024 + 1))

  expect((await client.closed.promise).code).toBe(1009)
  await other.expectNothing()
})

test("the 101st subscription and an oversized identifier are rejected", async () => {
  const client = await ada()
  const endless = identifier("CounterChannel", { padding: "x".repeat(2048) })
  client.say({ command: "subscribe", identifier: endless })
  await client.expect({ identifier: endless, type: "reject_subscription" })

  const many = Array.from({ length: 101 }, (_, n) => identifier("CounterChannel", { n }))
  for (const identifier of many) client.say({ command: "subscribe", identifier })
  for (const identifier of many.slice(0, 100)) {
    await client.expect({ identifier, type: "confirm_subscription" })
  }
  await client.expect({ identifier: many[100], type: "reject_subscription" })

  client.say({ command: "unsubscribe", identifier: many[0] })
  client.say({ command: "subscribe", identifier: many[100] })
  await client.expect({ identifier: many[100], type: "confirm_subscription" })
})

test("commands above 30 a second are delayed, and all are performed", async () => {
  counted = 0
  const client = await ada()
  // The subscription counts as the first command.
  const started = performance.now()
  await client.subscribe(COUNTER)

  for (let n = 0; n < 70; n++) client.act(COUNTER, { action: "count" })
  await eventually(() => counted === 70, "70 actions")

  // 30 in the first second, 30 in the next, the rest after it.
  expect(performance.now() - started).toBeGreaterThan(1900)
})

test("a client with too many queued commands is disconnected and may reconnect", async () => {
  const client = await ada()
  const slow = identifier("SlowChannel")
  await client.subscribe(slow)

  client.act(slow, { action: "wait" })
  for (let n = 0; n < 5; n++) client.say("x".repeat(60_000))

  await client.expect({ type: "disconnect", reason: "invalid_request", reconnect: true })
  expect(await client.closed.promise).toEqual({ code: 1000 })
})

test("so is a client that sends empty frames continuously", async () => {
  const client = await ada()

  for (let n = 0; n < 2000; n++) client.socket.send("")

  await client.expect({ type: "disconnect", reason: "invalid_request", reconnect: true })
})

test("a client that stops reading is disconnected at 1 MB of backlog, while others receive everything", async () => {
  const reader = await ada()
  await reader.subscribe(STREAM)
  const stalled = await handshake(cable.host)
  stalled.write(masked(JSON.stringify({ command: "subscribe", identifier: STREAM })))
  await once(stalled, "confirm_subscription")
  stalled.pause()

  // Kernel buffers on both ends add to the backlog and differ between machines.
  const page = "x".repeat(100_000)
  for (let n = 0; n < 400; n++) {
    broadcast("stream", `${n} ${page}`)
    await reader.expect({ identifier: STREAM, message: `${n} ${page}` })
  }

  let held = 0
  const ended = Promise.withResolvers<void>()
  stalled.on("data", (bytes) => {
    held += bytes.length
  })
  stalled.on("error", () => {})
  stalled.on("close", () => ended.resolve())
  stalled.resume()
  await ended.promise
  expect(held).toBeLessThan(400 * 100_000)
  await reader.expectNothing()
})

test("a client that does not reply to pings is disconnected, one that replies stays", async () => {
  const alive = await ada()
  const silent = await handshake(cable.host)
  const ended = Promise.withResolvers<void>()
  silent.on("data", () => {})
  silent.on("close", () => ended.resolve())

  await ended.promise

  const pings = alive.pings.length
  await eventually(() => alive.pings.length > pings + 20, "more pings")
  await alive.expectNothing()
})

/** A raw WebSocket, which sends no pongs and can stop reading. */
async function handshake(host: string) {
  const [hostname, port] = host.split(":")
  const socket = connect(Number(port), hostname)
  socket.write(
    [
      "GET /cable HTTP/1.1",
      `host: ${host}`,
      `origin: http://${host}`,
      "cookie: user=1",
      "upgrade: websocket",
      "connection: Upgrade",
      "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==",
      "sec-websocket-version: 13",
      "\r\n",
    ].join("\r\n"),
  )
  await once(socket, "welcome")
  return socket
}

/** Waits until the socket has received `text`. */
async function once(socket: Socket, text: string) {
  const found = Promise.withResolvers<void>()
  let received = ""
  const listen = (bytes: Buffer) => {
    received += bytes.toString("latin1")
    if (received.includes(text)) found.resolve()
  }
  socket.on("data", listen)
  await found.promise
  socket.off("data", listen)
}

/** A client text frame with a zero mask. */
function masked(text: string) {
  const header = Buffer.alloc(8)
  header[0] = 0x81
  header[1] = 0x80 | 126
  header.writeUInt16BE(text.length, 2)
  return Buffer.concat([header, Buffer.from(text)])
}
