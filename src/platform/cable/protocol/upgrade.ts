import type { Server } from "bun"
import { type CableOptions, cableOptions } from "../start"
import { publishThrough } from "../streams"
import { redeemToken } from "../token"
import { type Caller, Connection } from "./connection"
import { openConnection } from "./connections"

const SUBPROTOCOL = "actioncable-v1-json"

/** Handles `GET /cable`. @returns undefined when the request became a socket */
export async function upgrade(
  request: Request,
  server: Server<Caller>,
): Promise<Response | undefined> {
  const options = cableOptions()
  if (!options) return new Response("Hearth is restarting. Try again.\n", { status: 503 })
  if (!wantsSocket(request) || !fromAllowedPage(request, options)) return notFound()

  publishThrough(server)
  return openConnection(async (isBanned) => {
    const identity = await identify(request, options)
    const data = identity && !isBanned(identity) ? new Connection(identity) : null
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

// Browsers send only cookies by themselves, so only requests with a cookie can be forged.
function fromAllowedPage(request: Request, { allowOrigin = sameHost }: CableOptions) {
  const bearer = /^Bearer /i.test(request.headers.get("authorization") ?? "")
  return bearer || tokenOf(request) !== null || allowOrigin(request)
}

// Without a valid Host header, the request's URL is only a path.
const tokenOf = (request: Request) =>
  new URL(request.url, "http://localhost").searchParams.get("token")

/** Whether the page that opens the socket has our host. Prevents cross-site WebSocket hijacking. */
export function sameHost(request: Request) {
  const origin = request.headers.get("origin")
  const host = request.headers.get("host")
  return origin !== null && URL.canParse(origin) && new URL(origin).host === host
}

const wantsSocket = (request: Request) =>
  request.method === "GET" && request.headers.get("upgrade")?.toLowerCase() === "websocket"

const offersSubprotocol = (request: Request) =>
  (request.headers.get("sec-websocket-protocol") ?? "")
    .split(",")
    .some((offer) => offer.trim() === SUBPROTOCOL)

const notFound = () => new Response("Not found\n", { status: 404 })
