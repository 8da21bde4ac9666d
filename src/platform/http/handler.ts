import type { Server } from "bun"
import type { Hono } from "hono"
import type { Config } from "../../config"
import { cache, textSize } from "../cache/cache"
import { countRequest } from "../database/database"
import type { EarlierResponse, WebEnv } from "./environment"
import { isStreamedBy, type RequestBody, readRequestBody } from "./request-body"
import { cachedResponse, cacheResponse } from "./response-cache"

type Settings = Pick<Config, "publicUrl" | "trustProxy" | "secureCookies" | "development">

/** Handles requests with `app`, or with a cached response. */
export function createHandler<E extends WebEnv>(app: Hono<E>, settings: Settings) {
  const isStreamed = isStreamedBy(app)

  return (request: Request, server: Server<unknown>): Response | Promise<Response> => {
    countRequest()
    const key = responseKey(request, settings)
    if (key === null) return handle(request, server)
    const cached = cachedResponse(key, () => addressOf(request, server, settings))
    return "complete" in cached ? cached.complete : handleAndCache(request, server, key, cached)
  }

  async function handle(request: Request, server: Server<unknown>) {
    const addressed = withAddress(request, server)
    if (!addressed) return new Response("The Host header is invalid.\n", { status: 400 })
    // Read from the original request: Bun does not know the address of a new Request.
    const address = addressOf(request, server, settings)
    const read = await readRequestBody(addressed, isStreamed)
    return app.fetch(read.request, bindings(read, address, settings))
  }

  async function handleAndCache(
    request: Request,
    server: Server<unknown>,
    key: string,
    { earlier, version }: { earlier: EarlierResponse | null; version: number | null },
  ) {
    if (originOf(request.url) === null) return handle(request, server)
    const address = addressOf(request, server, settings)
    const read = { request, form: null, bodyError: null }
    const env = { ...bindings(read, address, settings), earlier }
    const response = await app.fetch(request, env)
    if (env.cacheable) cacheResponse(key, response, env.cacheable, { address, version })
    return response
  }
}

/** Health checks may omit the Host header (HTTP/1.0). Null for an invalid one. */
function withAddress(request: Request, server: Server<unknown>) {
  if (originOf(request.url) !== null) return request
  const url = request.url.startsWith("/") ? URL.parse(request.url, server.url) : null
  return url && new Request(url, request)
}

/**
 * The parts of a request that a cached response may depend on, except the client's address. Null for
 * requests that are never cached: only pages of signed-in users are.
 */
function responseKey(request: Request, { trustProxy }: Settings) {
  if (request.method !== "GET") return null
  const { headers } = request
  const cookie = headers.get("cookie")
  if (cookie === null) return null
  const forwarded = trustProxy
    ? `${headers.get("x-forwarded-proto")}\n${headers.get("x-forwarded-host")}`
    : ""
  return `${request.url}
${cookie}
${headers.get("accept-encoding")}
${headers.get("if-none-match")}
${headers.get("user-agent")}
${headers.get("accept")}
${forwarded}`
}

function bindings(
  { request, form, bodyError }: RequestBody,
  ip_address: string | null,
  settings: Settings,
): WebEnv["Bindings"] {
  const origin = settings.publicUrl ?? requestedOrigin(request, settings)
  const { secureCookies } = settings
  return {
    form,
    bodyError,
    origin,
    secure: secureCookies === "auto" ? origin.startsWith("https:") : secureCookies,
    development: settings.development,
    device: { ip_address, user_agent: request.headers.get("user-agent") },
    earlier: null,
    cacheable: null,
  }
}

function requestedOrigin(request: Request, { trustProxy }: Settings) {
  const origin = originOf(request.url) ?? ""
  if (!trustProxy) return origin
  const { protocol, host } = new URL(origin)
  const forwarded = (name: string) =>
    request.headers.get(`x-forwarded-${name}`)?.split(",")[0]?.trim()
  return `${forwarded("proto") ?? protocol.slice(0, -1)}://${forwarded("host") ?? host}`
}

// Parsing the URL of every request would cost more than routing it.
const origins = cache<string>("origins", { budget: 64 * 1024, size: textSize })

/** The origin of an absolute URL; null when the URL is invalid, which only its host can make it. */
function originOf(url: string) {
  const prefix = url.slice(0, url.indexOf("/", "https://".length))
  const known = origins.peek(prefix)
  if (known !== undefined) return known
  const origin = URL.parse(url)?.origin ?? null
  if (origin !== null) origins.set(prefix, origin)
  return origin
}

function addressOf(request: Request, server: Server<unknown>, { trustProxy }: Settings) {
  const forwarded = trustProxy ? request.headers.get("x-forwarded-for") : null
  // Our proxy appends the client's address; clients can forge the entries before it.
  return forwarded?.split(",").at(-1)?.trim() ?? server.requestIP(request)?.address ?? null
}
