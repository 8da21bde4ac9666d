/** The bare topic: every socket subscribes to it, and every POST is published to it. */

import type { RecordedResponse } from "./recorded-response"

/** The frame to publish and the reply to the poster. */
export type Topic = { frame: string; reply: RecordedResponse }

const EVERYONE = "everyone"

let topic: Topic | undefined

const server = Bun.serve({
  hostname: "127.0.0.1",
  port: 0,
  // Its connections stay idle while Hearth is measured.
  idleTimeout: 0,
  async fetch(request, server) {
    if (request.method !== "POST") {
      return server.upgrade(request) ? undefined : new Response(null, { status: 404 })
    }
    await request.text()
    if (!topic) return new Response(null, { status: 404 })
    server.publish(EVERYONE, topic.frame)
    const { body, status, headers } = topic.reply
    return new Response(body, { status, headers })
  },
  websocket: {
    open(socket) {
      socket.subscribe(EVERYONE)
      socket.send("ready")
    },
    message() {},
  },
})

process.on("message", (given: Topic) => {
  topic = given
  process.send?.(server.port)
})
