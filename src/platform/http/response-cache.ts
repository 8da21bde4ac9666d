import { cache } from "../cache/cache"
import { store } from "../database/database"
import type { CacheableResponse } from "./environment"

const MEGABYTE = 1024 * 1024

// A request from a new address has to reach the routes, which record the session's address. Reading
// the address costs as much as the rest of the lookup, so the last one is trusted for a second.
const ADDRESS_TTL = 1000

type CachedResponse = Omit<CacheableResponse, "until"> & {
  init: { status: number; headers: Headers }
  /** The version of the database at which the state had its key; null where there is none. */
  version: number | null
  /** In microseconds. */
  until: number
  address: string | null
  /** In milliseconds. */
  addressUntil: number
}

const responses = cache<CachedResponse>("responses", {
  budget: 16 * MEGABYTE,
  // The rest is headers, the state and its closure.
  size: ({ body }) => (body?.length ?? 0) + 3000,
})

/**
 * The cached response, if its page would be the same now. Without a write since the last request
 * the version of the database tells; else the state is read, which is one query for most pages.
 *
 * @param addressOf reads the client's address; called at most once a second per response
 */
export function cachedResponse(
  key: string,
  addressOf: () => string | null,
): Response | Promise<Response | null> | null {
  const cached = responses.peek(key)
  if (cached === undefined || hasExpired(cached, addressOf)) return null
  const version = store().version()
  if (version !== null && version === cached.version) return new Response(cached.body, cached.init)
  return responseIfCurrent(cached, version)
}

async function responseIfCurrent(cached: CachedResponse, version: number | null) {
  // A failing query is reported by the route, which runs it again.
  const current = await cached.state.current().catch(() => null)
  if (current !== cached.state.key) return null
  cached.version = version
  return new Response(cached.body, cached.init)
}

function hasExpired(cached: CachedResponse, addressOf: () => string | null) {
  const time = Date.now()
  if (cached.until < time * 1000) return true
  if (time <= cached.addressUntil) return false
  cached.addressUntil = time + ADDRESS_TTL
  return addressOf() !== cached.address
}

/** @param version the version of the database before the route read it */
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
