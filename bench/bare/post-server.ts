/**
 * The bare server of posts: reads the form, runs the SQL of a post in a transaction of its own, and
 * sends recorded bytes.
 */

import { contentOf } from "./contents"
import type { RecordedStatement } from "./recorded-post"
import { prepareResponse, type RecordedResponse } from "./recorded-response"
import { openLikeHearth, prepareReplay } from "./replay"

export type PostScript = {
  /** The path of the database file. */
  database: string
  statements: RecordedStatement[]
  reply: RecordedResponse
}

let post: (form: URLSearchParams) => Response = () => new Response(null, { status: 503 })

const server = Bun.serve({
  hostname: "127.0.0.1",
  port: 0,
  // Its connections stay idle while Hearth is measured.
  idleTimeout: 0,
  fetch: async (request) => post(new URLSearchParams(await request.text())),
})

process.on("message", ({ database, statements, reply }: PostScript) => {
  const sqlite = openLikeHearth(database)
  const begin = sqlite.prepare("begin immediate")
  const commit = sqlite.prepare("commit")
  const replay = prepareReplay(statements, sqlite)
  const { body, init } = prepareResponse(reply)
  let count = 0
  post = (form) => {
    begin.run()
    replay({
      ...contentOf(form.get("message[body]") ?? ""),
      client_message_id: form.get("message[client_message_id]") ?? "",
      time: Date.now() * 1000 + (count++ % 1000),
    })
    commit.run()
    return new Response(body, init)
  }
  process.send?.(server.port)
})
