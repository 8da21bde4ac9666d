import type { Person } from "../seed/signed-in"

/** A signed-in user of the server at `port`, and the room of their `last_room` cookie. */
export type VirtualUser = { port: number; person: Person; room: { id: number } }

const USER_AGENT =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"
const ACCEPT_HTML =
  "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
const ACCEPT_STREAM = "text/vnd.turbo-stream.html, text/html, application/xhtml+xml"

/** A current browser's GET request for `path`. */
export function get(user: VirtualUser, path: string, encodings = "gzip"): Buffer {
  return Buffer.from(`GET ${path} HTTP/1.1\r\n${headers(user, ACCEPT_HTML, encodings)}\r\n`)
}

/** Its POST request for a form. */
export function post(user: VirtualUser, path: string, form: Record<string, string>): Buffer {
  const body = new URLSearchParams(form).toString()
  const head = [
    `POST ${path} HTTP/1.1\r\n${headers(user, ACCEPT_STREAM, "gzip")}`,
    `Origin: http://127.0.0.1:${user.port}\r\n`,
    "Content-Type: application/x-www-form-urlencoded;charset=UTF-8\r\n",
    `Content-Length: ${body.length}\r\n\r\n`,
  ]
  return Buffer.from(head.join("") + body)
}

/** The Cookie header that identifies the user. */
export const cookies = ({ person, room }: Pick<VirtualUser, "person" | "room">) =>
  `session_token=${person.cookie}; last_room=${room.id}`

function headers({ port, person, room }: VirtualUser, accept: string, encodings: string) {
  return Object.entries({
    Host: `127.0.0.1:${port}`,
    Connection: "keep-alive",
    "User-Agent": USER_AGENT,
    Accept: accept,
    "Accept-Encoding": encodings,
    "Accept-Language": "en-GB,en;q=0.9",
    "Sec-Fetch-Site": "same-origin",
    "Sec-Fetch-Mode": "navigate",
    "Sec-Fetch-Dest": "document",
    Referer: `http://127.0.0.1:${port}/`,
    Cookie: cookies({ person, room }),
  })
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join("")
}
