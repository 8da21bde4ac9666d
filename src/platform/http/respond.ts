import type { Context } from "hono"
import { type GzipFragment, gzipFile } from "../cache/gzip-fragment"
import { currentBuildId } from "./build-id"
import type { WebEnv } from "./environment"

const HTML = "text/html; charset=utf-8"

type Options = {
  /** A key of all that the response depends on; it becomes the ETag. */
  key: string
  /**
   * Only for pages that are requested all the time: a key of the versions of all that the page
   * shows. The whole response is cached and sent again while the key is the same
   * (`unchangedResponse`), so it may depend only on that and on the request's URL, cookies, user
   * agent, encoding and `Accept`.
   */
  state?: string
  /** When the cached response expires, in microseconds since the epoch. */
  until?: number
}

const CACHE_CONTROL = "private, no-cache"
const VARY = "Accept, Accept-Encoding, Cookie"

/** Responds with a page of cached fragments, or 304 when the ETag matches. */
export function respondWithFragments<E extends WebEnv>(
  c: Context<E>,
  fragments: readonly GzipFragment[],
  { key, state, until = Number.POSITIVE_INFINITY }: Options,
) {
  const etag = `W/"${Bun.hash(`${currentBuildId()}\n${c.env.origin}\n${key}`).toString(36)}"`
  const unchanged = c.req.header("if-none-match") === etag
  const compressed = !unchanged && acceptsGzip(c.req.header("accept-encoding"))
  c.header("ETag", etag)
  c.header("Cache-Control", CACHE_CONTROL)
  c.header("Vary", VARY)
  if (!unchanged) c.header("Content-Type", HTML)
  if (compressed) c.header("Content-Encoding", "gzip")

  const body = unchanged ? null : bodyOf(fragments, compressed)
  const response = c.newResponse(body, unchanged ? 304 : 200)
  if (state !== undefined) c.env.cacheable = { state, until, body }
  return response
}

const bodyOf = (fragments: readonly GzipFragment[], compressed: boolean) =>
  compressed ? gzipFile(fragments) : new Blob(fragments.map(({ html }) => html))

function acceptsGzip(header: string | undefined) {
  return header !== undefined && /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(header)
}

/**
 * The path and query of one of our URLs, for redirects and links. Without leading double slashes,
 * which browsers read as another host.
 */
export const ownPath = ({ pathname, search }: URL) => pathname.replace(/^\/+/, "/") + search
