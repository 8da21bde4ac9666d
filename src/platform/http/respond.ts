import type { Context } from "hono"
import { type GzipFragment, gzipFile } from "../cache/gzip-fragment"
import { currentBuildId } from "./build-id"
import type { WebEnv } from "./environment"

const HTML = "text/html; charset=utf-8"

type Options = {
  /** A cache key of all rows that the response depends on; it becomes the ETag. */
  key: string
  /** When the response expires, in microseconds since the epoch, if nothing is written. */
  until?: number
  type?: string
}

/**
 * Responds with a page of cached fragments, or 304 when the ETag matches. The response is cached
 * until something is written, so it may depend only on rows and on the request's cookies, address,
 * user agent and encoding.
 */
export function respondWithFragments<E extends WebEnv>(
  c: Context<E>,
  fragments: readonly GzipFragment[],
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
  const compressed = acceptsGzip(c.req.header("accept-encoding"))
  if (compressed) c.header("Content-Encoding", "gzip")
  // Bun sends a Blob without copying it; bytes would be copied for each response.
  const body = new Blob([
    compressed ? gzipFile(fragments) : fragments.map(({ html }) => html).join(""),
  ])
  c.env.cacheable = { body, until }
  return c.body(body)
}

function acceptsGzip(header: string | undefined) {
  return header !== undefined && /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(header)
}

/**
 * The path and query of one of our URLs, for redirects and links. Without leading double slashes,
 * which browsers read as another host.
 */
export const ownPath = ({ pathname, search }: URL) => pathname.replace(/^\/+/, "/") + search
