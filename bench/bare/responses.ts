/** A server that only sends: to each person the bytes that it was given for them. */

export type RecordedResponse = {
  status: number
  headers: [string, string][]
  body: Uint8Array<ArrayBuffer>
}

/** What to answer from now on: pages by cookie, and to whatever is posted one reply. */
export type ResponseScript = {
  pages: (readonly [cookie: string, page: RecordedResponse])[]
  reply: RecordedResponse | null
}

type Ready = { body: Uint8Array<ArrayBuffer>; init: ResponseInit }

let pages = new Map<string, Ready>()
let reply: Ready | null = null

const server = Bun.serve({
  hostname: "127.0.0.1",
  port: 0,
  // It waits for its turn while Hearth is measured, however long that takes.
  idleTimeout: 0,
  async fetch(request) {
    if (request.method === "POST") {
      await request.text()
      return answer(reply)
    }
    return answer(pages.get(request.headers.get("cookie") ?? ""))
  },
})

process.on("message", (script: ResponseScript) => {
  pages = new Map(script.pages.map(([cookie, page]) => [cookie, ready(page)]))
  reply = script.reply && ready(script.reply)
  process.send?.(server.port)
})

function answer(known: Ready | null | undefined) {
  return known ? new Response(known.body, known.init) : new Response(null, { status: 404 })
}

const ready = ({ status, headers, body }: RecordedResponse) => ({
  body,
  init: { status, headers: new Headers(headers) },
})
