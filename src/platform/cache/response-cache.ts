import { cache } from "./cache"

type CachedResponse = {
  version: number
  /** In microseconds. */
  until: number
  from: string | null
  /** In milliseconds. */
  fromUntil: number
  status: number
  headers: Headers
  body: Blob | null
}

const MEGABYTE = 1024 * 1024

type Kept = { body: Blob | null; until: number; from: string | null }

// A request from a new address has to reach the routes, which record the session's address. Reading
// the address costs as much as the rest of the lookup, so the last one is trusted for a second.
const ADDRESS_TTL = 1000

function isElsewhere(answer: CachedResponse, time: number, from: () => string | null) {
  if (time <= answer.fromUntil) return false
  answer.fromUntil = time + ADDRESS_TTL
  return from() !== answer.from
}

const answers = cache<CachedResponse>("responses", {
  budget: 16 * MEGABYTE,
  size: ({ body }) => (body?.size ?? 0) + 2000,
})

/**
 * Caches whole responses until anything is written to the database: a response depends only on rows
 * and on the request.
 */
export class ResponseCache {
  /** @param from reads the client's address; called at most once a second per response */
  get(key: string, version: number, from: () => string | null): Response | undefined {
    const answer = answers.peek(key)
    if (!answer) return undefined
    const time = Date.now()
    if (
      answer.version !== version ||
      answer.until < time * 1000 ||
      isElsewhere(answer, time, from)
    ) {
      answers.delete(key)
      return undefined
    }
    return new Response(answer.body, answer)
  }

  set(key: string, version: number, response: Response, kept: Kept) {
    const { body, until, from } = kept
    answers.set(key, {
      version,
      until,
      from,
      fromUntil: Date.now() + ADDRESS_TTL,
      status: response.status,
      headers: new Headers(response.headers),
      body,
    })
  }
}
