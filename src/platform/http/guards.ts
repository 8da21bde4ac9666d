import type { Context } from "hono"
import { getCookie } from "hono/cookie"
import { createMiddleware } from "hono/factory"
import type { WebEnv } from "./environment"
import { ValidationError } from "./errors"

/** Rejects a request before it reaches its route, by a response or an error. */
export type Guard = (c: Context<WebEnv>) => Response | null | Promise<Response | null>

/** Runs the guards in their order, as one middleware: each layer of middleware costs every request. */
export const guardedBy = (...guards: Guard[]) =>
  createMiddleware<WebEnv>(async (c, next) => {
    for (const guard of guards) {
      const checked = guard(c)
      const rejection = checked instanceof Promise ? await checked : checked
      if (rejection) return rejection
    }
    return next()
  })

const SAFE = new Set(["GET", "HEAD", "OPTIONS"])

/**
 * Rejects cross-site requests that a signed-in browser was made to send (CSRF). No tokens, so that
 * pages stay the same bytes. Browsers omit `Sec-Fetch-Site` on plain HTTP, but send `Origin` with
 * every unsafe method. Other programs send neither, and pass unless they send a session cookie.
 */
export const rejectForgery =
  (cookie: string): Guard =>
  (c) => {
    if (SAFE.has(c.req.method) || isSameOrigin(c.req.raw.headers, c.env.origin)) return null
    const site = c.req.header("sec-fetch-site") ?? c.req.header("origin")
    if (site === undefined && getCookie(c, cookie) === undefined) return null
    throw new ValidationError(
      "This request came from another site and was rejected. Open Hearth and try again.",
    )
  }

function isSameOrigin(headers: Headers, origin: string) {
  const site = headers.get("sec-fetch-site")
  return site === null ? headers.get("origin") === origin : site === "same-origin"
}

const READING = new Set(["GET", "HEAD"])

/** Rejects all but reading from banned addresses, also signing in. */
export const rejectBanned =
  (isBanned: (ip_address: string) => Promise<boolean>): Guard =>
  (c) => {
    const { ip_address } = c.env.device
    if (READING.has(c.req.method) || ip_address === null) return null
    return isBanned(ip_address).then((banned) => (banned ? c.body(null, 429) : null))
  }
