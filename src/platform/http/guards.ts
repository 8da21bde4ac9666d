import type { Context, Next } from "hono"
import { getCookie } from "hono/cookie"
import { createMiddleware } from "hono/factory"
import type { WebEnv } from "./environment"
import { ValidationError } from "./errors"

const SAFE = new Set(["GET", "HEAD", "OPTIONS"])

/**
 * Rejects cross-site requests that a signed-in browser was made to send (CSRF). No tokens, so that
 * pages stay the same bytes. Browsers omit `Sec-Fetch-Site` on plain HTTP, but send `Origin` with
 * every unsafe method. Other programs send neither, and pass unless they send a session cookie.
 */
export const rejectForgery = (cookie: string) =>
  createMiddleware<WebEnv>((c, next) => {
    if (SAFE.has(c.req.method) || isSameOrigin(c.req.raw.headers, c.env.origin)) return next()
    const site = c.req.header("sec-fetch-site") ?? c.req.header("origin")
    if (site === undefined && getCookie(c, cookie) === undefined) return next()
    throw new ValidationError(
      "This request came from another site and was rejected. Open Hearth and try again.",
    )
  })

function isSameOrigin(headers: Headers, origin: string) {
  const site = headers.get("sec-fetch-site")
  return site === null ? headers.get("origin") === origin : site === "same-origin"
}

const READING = new Set(["GET", "HEAD"])

/** Rejects all but reading from banned addresses, also signing in. */
export const rejectBanned = (isBanned: (ip_address: string) => Promise<boolean>) =>
  createMiddleware<WebEnv>((c, next) => {
    const { ip_address } = c.env.device
    if (READING.has(c.req.method) || ip_address === null) return next()
    return rejectIf(isBanned(ip_address), c, next)
  })

async function rejectIf(banned: Promise<boolean>, c: Context<WebEnv>, next: Next) {
  return (await banned) ? c.body(null, 429) : next()
}
