import { ByteCache } from "./byte-cache"

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

type Kept = { body: Blob | null; until: number; from: string | null }

// A session that moves to another address is written down, and only an answer made anew does that.
// Where a request comes from costs as much to ask as all the rest, so for a second it is believed.
const SURE = 1000

function isElsewhere(answer: CachedResponse, time: number, from: () => string | null) {
  if (time <= answer.fromUntil) return false
  answer.fromUntil = time + SURE
  return from() !== answer.from
}

/**
 * Answers that can be given again word for word, because nothing has been written since: what a
 * page shows, and whether it may be shown, depend on the rows and on the request alone. One write
 * by anybody, and all of them are asked for anew.
 */
export class ResponseCache {
  readonly #answers: ByteCache<CachedResponse>

  constructor(budget: number) {
    this.#answers = new ByteCache(budget)
  }

  /** @param from tells the address that asks; it is looked up once in a while */
  get(key: string, version: number, from: () => string | null): Response | undefined {
    const answer = this.#answers.get(key)
    if (!answer) return undefined
    const time = Date.now()
    if (
      answer.version !== version ||
      answer.until < time * 1000 ||
      isElsewhere(answer, time, from)
    ) {
      this.#answers.delete(key)
      return undefined
    }
    return new Response(answer.body, answer)
  }

  set(key: string, version: number, response: Response, kept: Kept) {
    const { body, until, from } = kept
    this.#answers.set(
      key,
      {
        version,
        until,
        from,
        fromUntil: Date.now() + SURE,
        status: response.status,
        headers: new Headers(response.headers),
        body,
      },
      (body?.size ?? 0) + 2 * key.length + 2000,
    )
  }
}
