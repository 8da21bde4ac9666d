/** The bare server: sends each user recorded bytes and does nothing else. */

import { SQL } from "bun"
import { type PreparedResponse, prepareResponse, type RecordedResponse } from "./recorded-response"

/** Recorded pages by cookie, and one reply to every post. */
export type ResponseScript = {
  pages: (readonly [cookie: string, page: RecordedResponse])[]
  reply: RecordedResponse | null
  /** A query that each page waits for. */
  query?: { databaseUrl: string; sql: string; parameters: number[] }
}

let pages = new Map<string, PreparedResponse>()
let reply: PreparedResponse | null = null
let ask: () => Promise<unknown> = async () => {}

const server = Bun.serve({
  hostname: "127.0.0.1",
  port: 0,
  // Its connections stay idle while Hearth is measured.
  idleTimeout: 0,
  async fetch(request) {
    if (request.method === "POST") {
      await request.text()
      return respond(reply)
    }
    await ask()
    return respond(pages.get(request.headers.get("cookie") ?? ""))
  },
})

process.on("message", (script: ResponseScript) => {
  pages = new Map(script.pages.map(([cookie, page]) => [cookie, prepareResponse(page)]))
  reply = script.reply && prepareResponse(script.reply)
  if (script.query) ask = prepareQuery(script.query)
  process.send?.(server.port)
})

function prepareQuery({ databaseUrl, sql, parameters }: NonNullable<ResponseScript["query"]>) {
  const pool = new SQL(databaseUrl)
  return () => pool.unsafe(sql, parameters)
}

function respond(prepared: PreparedResponse | null | undefined) {
  return prepared ? new Response(prepared.body, prepared.init) : new Response(null, { status: 404 })
}
