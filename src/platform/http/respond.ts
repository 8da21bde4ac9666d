import type { Context } from "hono"
import { type GzipFragment, gzipFile } from "../cache/gzip-fragment"
import { currentBuildId } from "./build-id"
import type { WebEnv } from "./environment"

const HTML = "text/html; charset=utf-8"

type Options = {
  /** All rows that the answer depends on, in any words; they become the ETag. */
  key: string
  /** Until when, in microseconds, the answer stays true if nothing is written. */
  until?: number
  type?: string
}

/**
 * A page made of pieces: 304 to whoever has it, else its joined bytes, compressed long before.
 * The answer must depend on nothing but the rows and the request's cookies, address, agent and
 * encoding, for the same is given again until something is written.
 */
export function respondWithFragments<E extends WebEnv>(
  c: Context<E>,
  pieces: readonly GzipFragment[],
  { key, until = Number.POSITIVE_INFINITY, type = HTML }: Options,
) {
  const etag = `W/"${Bun.hash(`${currentBuildId()}\n${c.env.origin}\n${key}`).toString(36)}"`
  c.header("ETag", etag)
  c.header("Cache-Control", "private, no-cache")
  c.header("Vary", "Accept, Accept-Encoding, Cookie")
  if (c.req.header("if-none-match") === etag) {
    c.env.cacheable = { body: null, until }
    return c.body(null, 304)
  }

  c.header("Content-Type", type)
  const zipped = acceptsGzip(c.req.header("accept-encoding"))
  if (zipped) c.header("Content-Encoding", "gzip")
  // A Blob is sent as it is, as often as it is asked for; bytes are copied each time.
  const body = new Blob([zipped ? gzipFile(pieces) : pieces.map(({ html }) => html).join("")])
  c.env.cacheable = { body, until }
  return c.body(body)
}

function acceptsGzip(header: string | undefined) {
  return header !== undefined && /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(header)
}
