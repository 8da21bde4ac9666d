import type { IncomingMessage } from "node:http"
import { isIP } from "node:net"
import { type Network, pinnedAddress, portOf, Unreachable } from "./network"

const MOST_REQUESTS = 10
const CONNECT_WITHIN = 3_000
const DONE_WITHIN = 10_000

// Sites that only show themselves to those who make previews know these by the word.
const USER_AGENT = "Mozilla/5.0 (compatible; HearthBot; link previews)"

export type Page = { url: URL; status: number; type: string; body: Uint8Array<ArrayBuffer> }

type Wish = {
  method?: "GET" | "HEAD"
  /** The most that it may weigh, in bytes, whatever it says of itself. */
  most: number
  /** Whether an answer with this content type is worth reading. */
  wants: (type: string) => boolean
  /** Where every wait for it ends. */
  signal?: AbortSignal
}

/**
 * Gets what is behind `url`, wherever it leads, as long as each step of the way is on the open
 * internet: each name is looked up once, and its address is what the request goes to.
 *
 * @throws {Unreachable} for whatever reason there is nothing
 */
export async function fetchOutside(url: URL, network: Network, wish: Wish): Promise<Page> {
  const signal = wish.signal ?? AbortSignal.timeout(DONE_WITHIN)
  let place = url
  for (let request = 1; request <= MOST_REQUESTS; request++) {
    const step = await ask(place, network, { ...wish, signal })
    if (step instanceof URL) place = step
    else return step
  }
  throw new Unreachable(`${url.host} leads in circles`)
}

/** All that is done for one paste is done by then. */
export const deadline = () => AbortSignal.timeout(DONE_WITHIN)

async function ask(url: URL, network: Network, wish: Wish & { signal: AbortSignal }) {
  if (!/^https?:$/.test(url.protocol)) throw new Unreachable(`${url.protocol} is not for pages`)
  const address = await inTime(pinnedAddress(url, network), wish.signal)
  const response = await send(url, address, network, wish)
  try {
    const status = response.statusCode ?? 0
    const { location } = response.headers
    if (status >= 300 && status < 400 && location) return target(location, url)
    return await read(url, status, response, wish)
  } finally {
    response.destroy()
  }
}

function target(location: string, from: URL): URL {
  const url = URL.parse(location, from)
  if (!url) throw new Unreachable(`${from.host} leads to no address`)
  return url
}

async function send(
  url: URL,
  address: string,
  { ca }: Network,
  { method = "GET", signal }: Wish & { signal: AbortSignal },
) {
  const secure = url.protocol === "https:"
  // Not at the top: the bundle would load them at the start, and Bun's server needs neither.
  const http = secure ? await import("node:https") : await import("node:http")
  return new Promise<IncomingMessage>((resolve, reject) => {
    const hostname = url.hostname.replace(/^\[|\]$/g, "")
    const fail = (reason: unknown) => reject(new Unreachable(String(reason)))
    const request = http.request(
      {
        hostname,
        port: portOf(url),
        path: url.pathname + url.search,
        method,
        ca,
        servername: secure && !isIP(hostname) ? hostname : undefined,
        // The name is known already: nobody is asked again.
        lookup: (_name, options, found) => {
          const family = isIP(address)
          if (options.all) found(null, [{ address, family }])
          else found(null, address, family)
        },
        agent: false,
        headers: {
          "User-Agent": USER_AGENT,
          Accept: "text/html,image/*;q=0.9",
          "Accept-Encoding": "identity",
          Connection: "close",
        },
        signal,
      },
      resolve,
    )
    const slow = setTimeout(() => request.destroy(new Error("too slow")), CONNECT_WITHIN)
    const arrived = () => clearTimeout(slow)
    request.on("socket", (socket) => {
      socket.once(secure ? "secureConnect" : "connect", arrived)
    })
    request.on("response", arrived)
    request.on("close", arrived)
    request.on("error", fail)
    request.end()
  })
}

async function read(
  url: URL,
  status: number,
  response: IncomingMessage,
  wish: Wish,
): Promise<Page> {
  const { headers } = response
  const type = headers["content-type"] ?? ""
  const encoding = headers["content-encoding"] ?? "identity"
  const length = Number(headers["content-length"] ?? 0)
  if (status !== 200 || !wish.wants(essence(type)) || encoding !== "identity" || length > wish.most)
    throw new Unreachable(`${url.host} has nothing to read there`)
  const body = wish.method === "HEAD" ? new Uint8Array() : await bytesOf(response, wish.most)
  return { url, status, type, body }
}

async function bytesOf(response: IncomingMessage, most: number) {
  const chunks: Uint8Array[] = []
  let length = 0
  try {
    for await (const chunk of response) {
      length += chunk.length
      if (length > most) throw new Error("too much")
      chunks.push(chunk)
    }
  } catch (error) {
    throw new Unreachable(String(error))
  }
  return new Uint8Array(Buffer.concat(chunks, length))
}

/** A content type without its parameters. */
export const essence = (type: string) => (type.split(";")[0] ?? "").trim().toLowerCase()

function inTime<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return Promise.race([
    work,
    new Promise<never>((_, reject) => {
      if (signal.aborted) reject(new Unreachable("too slow"))
      signal.addEventListener("abort", () => reject(new Unreachable("too slow")), { once: true })
    }),
  ])
}
