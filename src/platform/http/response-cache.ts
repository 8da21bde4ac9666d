import type { Context } from "hono"
import { cache } from "../cache/cache"
import { store } from "../database/database"
import type { CacheableResponse, EarlierResponse, WebEnv } from "./environment"

const MEGABYTE = 1024 * 1024

// A request from a new address has to reach the routes, which record the session's address. Reading
// the address costs as much as the rest of the lookup, so the last one is trusted for a second.
const ADDRESS_TTL = 1000

type CachedResponse = CacheableResponse & {
  init: { status: number; headers: Headers }
  /** The version of the database at which the state had its key; null where there is none. */
  version: number | null
  address: string | null
  /** In milliseconds. */
  addressUntil: number
}

const responses = cache<CachedResponse>("responses", {
  budget: 16 * MEGABYTE,
  // The rest is the headers.
  size: ({ body }) => (body?.size ?? 0) + 3000,
})

/**
 * The cached response: complete when nothing was written since it was last sent, else as an earlier
 * one that the route may send again after it has read the state of its page (`unchangedResponse`).
 *
 * @param addressOf reads the client's address; called at most once a second per response
 */
export function cachedResponse(
  key: string,
  addressOf: () => string | null,
): { complete: Response } | { earlier: EarlierResponse | null; version: number | null } {
  // Before the route reads: its state may be newer than this version, but never older.
  const version = store().version()
  const cached = responses.peek(key)
  if (cached === undefined || hasExpired(cached, addressOf)) return { earlier: null, version }
  if (version !== null && version === cached.version) return { complete: responseOf(cached) }
  return { earlier: earlierResponse(cached, version), version }
}

const earlierResponse = (cached: CachedResponse, version: number | null): EarlierResponse => ({
  state: cached.state,
  send() {
    cached.version = version
    return responseOf(cached)
  },
})

const responseOf = ({ body, init }: CachedResponse) => new Response(body, init)

/**
 * The earlier response, if the page's state is still the same.
 *
 * @param state as given to `respondWithFragments`; computed from rows read for this request
 */
export const unchangedResponse = <E extends WebEnv>(c: Context<E>, state: string) =>
  c.env.earlier?.state === state ? c.env.earlier.send() : null

function hasExpired(cached: CachedResponse, addressOf: () => string | null) {
  const time = Date.now()
  if (cached.until < time * 1000) return true
  if (time <= cached.addressUntil) return false
  cached.addressUntil = time + ADDRESS_TTL
  return addressOf() !== cached.address
}

/** @param version the version of the database before the route read its state */
export function cacheResponse(
  key: string,
  response: Response,
  { state, until, body }: CacheableResponse,
  { address, version }: { address: string | null; version: number | null },
) {
  responses.set(key, {
    state,
    body,
    init: { status: response.status, headers: new Headers(response.headers) },
    version,
    until,
    address,
    addressUntil: Date.now() + ADDRESS_TTL,
  })
}
