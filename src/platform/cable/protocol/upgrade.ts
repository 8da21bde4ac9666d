import type { Server } from "bun"
import { type CableOptions, cableOptions } from "../start"
import { publishThrough } from "../streams"
import { redeemToken } from "../token"
import { type Caller, Connection } from "./connection"
import { openConnection } from "./connections"
import { sameHost } from "./origin"

const SUBPROTOCOL = "actioncable-v1-json"

/** Answers `GET /cable`: undefined when the request became a socket. */
export async function upgrade(
  request: Request,
  server: Server<Caller>,
): Promise<Response | undefined> {
  const options = cableOptions()
  if (!options) return new Response("Restarting\n", { status: 503 })
  if (!wantsSocket(request) || !fromAllowedPage(request, options)) return notFound()

  publishThrough(server)
  return openConnection(async (banned) => {
    const identity = await identify(request, options)
    const data = identity && !banned(identity) ? new Connection(identity) : null
    const headers = { "sec-websocket-protocol": offersSubprotocol(request) ? SUBPROTOCOL : "" }
    return server.upgrade(request, { data, headers }) ? undefined : notFound()
  })
}

async function identify(request: Request, options: CableOptions) {
  const token = tokenOf(request)
  if (token === null) return options.authenticate(request)
  const identity = await redeemToken(token)
  return identity && (await options.authorize(identity)) ? identity : null
}

// Only a cookie comes along by itself, so only its bearer can be tricked into it.
function fromAllowedPage(request: Request, { allowOrigin = sameHost }: CableOptions) {
  const bearer = /^Bearer /i.test(request.headers.get("authorization") ?? "")
  return bearer || tokenOf(request) !== null || allowOrigin(request)
}

// A request that names no host, or none that there can be, has a path alone.
const tokenOf = (request: Request) =>
  new URL(request.url, "http://nowhere").searchParams.get("token")

const wantsSocket = (request: Request) =>
  request.method === "GET" && request.headers.get("upgrade")?.toLowerCase() === "websocket"

const offersSubprotocol = (request: Request) =>
  (request.headers.get("sec-websocket-protocol") ?? "")
    .split(",")
    .some((offer) => offer.trim() === SUBPROTOCOL)

const notFound = () => new Response("Not found\n", { status: 404 })
