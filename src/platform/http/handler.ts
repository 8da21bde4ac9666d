import type { Server } from "bun"
import type { Hono } from "hono"
import type { Config } from "../../config"
import { ResponseCache } from "../cache/response-cache"
import { countRequest, store } from "../database/database"
import type { WebEnv } from "./environment"
import { isStreamedBy, type RequestBody, readRequestBody } from "./request-body"

type Settings = Pick<Config, "publicUrl" | "trustProxy" | "secureCookies" | "development">

/** Handles requests with `app`, or with a cached response. */
export function createHandler<E extends WebEnv>(app: Hono<E>, settings: Settings) {
  const responses = new ResponseCache()
  const isStreamed = isStreamedBy(app)

  return (request: Request, server: Server<unknown>): Response | Promise<Response> => {
    countRequest()
    const version = isCacheable(request) ? store().version() : null
    if (version === null) return handle(request, server)
    const key = responseKey(request, settings)
    const from = () => addressOf(request, server, settings)
    return responses.get(key, version, from) ?? handleAndCache(request, server, key, version)
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
    version: number,
  ) {
    if (!URL.canParse(request.url)) return handle(request, server)
    const address = addressOf(request, server, settings)
    const env = bindings({ request, form: null, bodyError: null }, address, settings)
    const response = await app.fetch(request, env)
    if (env.cacheable) responses.set(key, version, response, { ...env.cacheable, from: address })
    return response
  }
}

/** Health checks may omit the Host header (HTTP/1.0). Null for an invalid one. */
function withAddress(request: Request, server: Server<unknown>) {
  if (URL.canParse(request.url)) return request
  const url = request.url.startsWith("/") ? URL.parse(request.url, server.url) : null
  return url && new Request(url, request)
}

// Only pages of signed-in users are cached.
const isCacheable = (request: Request) => request.method === "GET" && request.headers.has("cookie")

/** The parts of a request that a cached response may depend on, except the client's address. */
function responseKey(request: Request, settings: Settings) {
  const { headers } = request
  const forwarded = settings.trustProxy
    ? `${headers.get("x-forwarded-proto")}\n${headers.get("x-forwarded-host")}`
    : ""
  return `${request.url}
${headers.get("cookie")}
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
    cacheable: null,
  }
}

function requestedOrigin(request: Request, { trustProxy }: Settings) {
  const { origin, protocol, host } = new URL(request.url)
  if (!trustProxy) return origin
  const forwarded = (name: string) =>
    request.headers.get(`x-forwarded-${name}`)?.split(",")[0]?.trim()
  return `${forwarded("proto") ?? protocol.slice(0, -1)}://${forwarded("host") ?? host}`
}

function addressOf(request: Request, server: Server<unknown>, { trustProxy }: Settings) {
  const forwarded = trustProxy ? request.headers.get("x-forwarded-for") : null
  // Our proxy appends the client's address; clients can forge the entries before it.
  return forwarded?.split(",").at(-1)?.trim() ?? server.requestIP(request)?.address ?? null
}
