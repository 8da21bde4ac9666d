import type { IncomingMessage } from "node:http"
import { isIP } from "node:net"
import { pipeline } from "node:stream"
import { type Network, pinnedAddress, portOf, Unreachable } from "./network"

const MAX_REQUESTS = 10
const CONNECT_TIMEOUT = 3_000
const TOTAL_TIMEOUT = 10_000

// Some sites send their metadata only to a user agent with "bot" in its name.
const USER_AGENT = "Mozilla/5.0 (compatible; HearthBot; link previews)"

export type Page = { url: URL; status: number; type: string; body: Uint8Array<ArrayBuffer> }

type FetchOptions = {
  method?: "GET" | "HEAD"
  /** Limit of the body in bytes once it is decompressed, independent of its Content-Length. */
  maxBytes: number
  /** Closes the connection after the headers of the response. */
  headersOnly?: boolean
  /** Whether to read a response with this content type. */
  accepts: (type: string) => boolean
  /** By default the timeout of `deadline`. */
  signal?: AbortSignal
}

/**
 * Fetches `url` and follows redirects. Each hop has to be a public address. A name is resolved
 * once, and the request connects to that address (no DNS rebinding).
 *
 * @throws {Unreachable} for every failure
 */
export async function fetchPublic(
  url: URL,
  network: Network,
  options: FetchOptions,
): Promise<Page> {
  const signal = options.signal ?? AbortSignal.timeout(TOTAL_TIMEOUT)
  let current = url
  for (let request = 1; request <= MAX_REQUESTS; request++) {
    const result = await requestOnce(current, network, { ...options, signal })
    if (result instanceof URL) current = result
    else return result
  }
  throw new Unreachable(`${url.host} redirects too often`)
}

/** One timeout for all requests of a preview. */
export const deadline = () => AbortSignal.timeout(TOTAL_TIMEOUT)

async function requestOnce(
  url: URL,
  network: Network,
  options: FetchOptions & { signal: AbortSignal },
) {
  if (!/^https?:$/.test(url.protocol)) throw new Unreachable(`${url.protocol} is not supported`)
  const address = await withTimeout(pinnedAddress(url, network), options.signal)
  const response = await send(url, address, network, options)
  try {
    const status = response.statusCode ?? 0
    const { location } = response.headers
    if (status >= 300 && status < 400 && location) return redirectTarget(location, url)
    return await read(url, status, response, options)
  } finally {
    response.destroy()
  }
}

function redirectTarget(location: string, from: URL): URL {
  const url = URL.parse(location, from)
  if (!url) throw new Unreachable(`${from.host} redirects to an invalid URL`)
  return url
}

async function send(
  url: URL,
  address: string,
  { ca }: Network,
  { method = "GET", signal }: FetchOptions & { signal: AbortSignal },
) {
  const secure = url.protocol === "https:"
  // Imported here, because the bundle would load a static import at start, and nothing else needs
  // it.
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
        // Connects to the address that was checked instead of resolving the name again.
        lookup: (_name, { all }, found) => {
          const family = isIP(address)
          if (all) found(null, [{ address, family }])
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
    const timer = setTimeout(() => request.destroy(new Error("connect timeout")), CONNECT_TIMEOUT)
    const stopTimer = () => clearTimeout(timer)
    request.on("socket", (socket) => {
      socket.once(secure ? "secureConnect" : "connect", stopTimer)
    })
    request.on("response", stopTimer)
    request.on("close", stopTimer)
    request.on("error", fail)
    request.end()
  })
}

async function read(
  url: URL,
  status: number,
  response: IncomingMessage,
  options: FetchOptions,
): Promise<Page> {
  const { headers } = response
  const type = headers["content-type"] ?? ""
  const length = Number(headers["content-length"] ?? 0)
  if (status !== 200 || !options.accepts(mediaType(type)) || length > options.maxBytes)
    throw new Unreachable(`${url.host} did not send an acceptable response`)
  const body = options.headersOnly ? new Uint8Array() : await bytesOf(response, options.maxBytes)
  return { url, status, type, body }
}

async function bytesOf(response: IncomingMessage, maxBytes: number) {
  const chunks: Uint8Array[] = []
  let length = 0
  try {
    for await (const chunk of await decompressed(response)) {
      length += chunk.length
      if (length > maxBytes) throw new Error("response too large")
      chunks.push(chunk)
    }
  } catch (error) {
    throw new Unreachable(String(error))
  }
  return new Uint8Array(Buffer.concat(chunks, length))
}

// Some servers compress although the request doesn't allow it.
async function decompressed(response: IncomingMessage): Promise<AsyncIterable<Uint8Array>> {
  const encoding = response.headers["content-encoding"]?.trim().toLowerCase() ?? "identity"
  if (encoding === "identity") return response
  const decoder = await decoderOf(encoding)
  return pipeline(response, decoder, () => {}) // errors reach the reader of the decoder
}

async function decoderOf(encoding: string) {
  const zlib = await import("node:zlib")
  switch (encoding) {
    case "gzip":
    case "x-gzip":
      return zlib.createGunzip()
    case "deflate":
      return zlib.createInflate()
    case "br":
      return zlib.createBrotliDecompress()
    case "zstd":
      return zlib.createZstdDecompress()
    default:
      throw new Error(`the encoding ${encoding} is not supported`)
  }
}

/** A content type without its parameters. */
const mediaType = (type: string) => (type.split(";")[0] ?? "").trim().toLowerCase()

function withTimeout<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return Promise.race([
    work,
    new Promise<never>((_, reject) => {
      if (signal.aborted) reject(new Unreachable("timeout"))
      signal.addEventListener("abort", () => reject(new Unreachable("timeout")), { once: true })
    }),
  ])
}
