import { expect, test } from "bun:test"
import { Client } from "./client"
import { clientFrame } from "./frames"
import { topicHandshake } from "./handshakes"
import { bodyOf, InvalidRun } from "./response"
import type { Handshake } from "./subscriber"
import { Subscribers } from "./subscribers"

test("a client gathers an answer however it arrives", async () => {
  const body = "x".repeat(3_000_000)
  using server = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: () => new Response(body) })
  const client = await Client.open(portOf(server))
  const request = Buffer.from("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")

  const answers = [await client.request(request), await client.request(request)]

  expect(answers.map((answer) => bodyOf(answer).toString() === body)).toEqual([true, true])
  client.close()
})

test("a crowd hears when the last socket has the message, of any length", async () => {
  for (const length of [5, 500, 200_000]) {
    using server = serveTopic()
    const crowd = await Subscribers.open(7, () => topicHandshake(portOf(server)))
    const text = "m".repeat(length)
    const everybody = crowd.waitForAll((frame) => frame.equals(Buffer.from(text)))
    server.publish("everyone", text)

    expect(await everybody).toBeLessThanOrEqual(performance.now())
    crowd.close()
  }
})

test("a crowd doesn't take one message for another, nor one twice", async () => {
  using server = serveTopic()
  const crowd = await Subscribers.open(3, () => topicHandshake(portOf(server)))
  const wrong = crowd.waitForAll((frame) => frame.includes("right"))
  server.publish("everyone", "wrong")

  expect(wrong).rejects.toThrow(InvalidRun)
  await wrong.catch(() => {})
  crowd.close()
})

test("a listener says its part before it listens, in frames that the server reads", async () => {
  using server = serveTopic((said) => (said === "let me in" ? "come in" : "go away"))
  const polite: Handshake = {
    ...topicHandshake(portOf(server)),
    reply: (said) =>
      said === "ready" ? clientFrame("let me in") : said === "come in" ? "ready" : null,
  }

  const crowd = await Subscribers.open(2, () => polite)
  crowd.close()
})

function serveTopic(reply: (said: string) => string = (said) => said) {
  return Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch: (request, server) => (server.upgrade(request) ? undefined : new Response("")),
    websocket: {
      open(socket) {
        socket.subscribe("everyone")
        socket.send("ready")
      },
      message: (socket, said) => void socket.send(reply(String(said))),
    },
  })
}

function portOf(server: { port?: number }) {
  if (server.port === undefined) throw new Error("The server has no port")
  return server.port
}
