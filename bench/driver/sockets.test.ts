import { expect, test } from "bun:test"
import { Client } from "./client"
import { clientFrame } from "./frames"
import { topicHandshake } from "./handshakes"
import { bodyOf, InvalidRun } from "./response"
import type { Handshake } from "./subscriber"
import { Subscribers } from "./subscribers"

test("a client reassembles a response from any chunks", async () => {
  const body = "x".repeat(3_000_000)
  using server = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: () => new Response(body) })
  const client = await Client.open(portOf(server))
  const request = Buffer.from("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")

  const responses = [await client.request(request), await client.request(request)]

  expect(responses.map((response) => bodyOf(response).toString() === body)).toEqual([true, true])
  client.close()
})

test("a client opens a connection again that the server closed while it was idle", async () => {
  using server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch: () => new Response("x", { headers: { Connection: "close" } }),
  })
  const client = await Client.open(portOf(server))
  const request = Buffer.from("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")

  for (let count = 0; count < 2; count++) {
    expect(bodyOf(await client.request(request)).toString()).toBe("x")
    await Bun.sleep(50)
  }
  client.close()
})

test("waiting ends when the last socket has the message, of any length", async () => {
  for (const length of [5, 500, 200_000]) {
    using server = serveTopic()
    const subscribers = await Subscribers.open(7, () => topicHandshake(portOf(server)))
    const text = "m".repeat(length)
    const received = subscribers.waitForAll((frame) => frame.equals(Buffer.from(text)))
    server.publish("everyone", text)

    expect(await received).toBeLessThanOrEqual(performance.now())
    subscribers.close()
  }
})

test("an unexpected message fails the run", async () => {
  using server = serveTopic()
  const subscribers = await Subscribers.open(3, () => topicHandshake(portOf(server)))
  const wrong = subscribers.waitForAll((frame) => frame.includes("right"))
  server.publish("everyone", "wrong")

  expect(wrong).rejects.toThrow(InvalidRun)
  await wrong.catch(() => {})
  subscribers.close()
})

test("a subscriber completes its handshake with frames that the server can parse", async () => {
  using server = serveTopic((text) => (text === "subscribe" ? "confirmed" : "rejected"))
  const handshake: Handshake = {
    ...topicHandshake(portOf(server)),
    reply: (text) =>
      text === "ready" ? clientFrame("subscribe") : text === "confirmed" ? "ready" : null,
  }

  const subscribers = await Subscribers.open(2, () => handshake)
  subscribers.close()
})

function serveTopic(reply: (text: string) => string = (text) => text) {
  return Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch: (request, server) => (server.upgrade(request) ? undefined : new Response("")),
    websocket: {
      open(socket) {
        socket.subscribe("everyone")
        socket.send("ready")
      },
      message: (socket, text) => void socket.send(reply(String(text))),
    },
  })
}

function portOf(server: { port?: number }) {
  if (server.port === undefined) throw new Error("The server has no port")
  return server.port
}
