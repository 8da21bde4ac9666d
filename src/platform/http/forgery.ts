import { getCookie } from "hono/cookie"
import { createMiddleware } from "hono/factory"
import type { WebEnv } from "./environment"
import { ValidationError } from "./errors"

const SAFE = new Set(["GET", "HEAD", "OPTIONS"])

/**
 * Turns away what another site has a signed-in browser send. No tokens: browsers say themselves
 * where a request comes from, and pages stay the same bytes. Browsers leave `Sec-Fetch-Site` out
 * on plain HTTP, but then send `Origin` with whatever changes something. A program sends neither,
 * and may go on unless it carries somebody's session.
 */
export const rejectForgery = (cookie: string) =>
  createMiddleware<WebEnv>(async (c, next) => {
    if (SAFE.has(c.req.method) || isOurs(c.req.raw.headers, c.env.origin)) return next()
    const says = c.req.header("sec-fetch-site") ?? c.req.header("origin")
    if (says === undefined && getCookie(c, cookie) === undefined) return next()
    throw new ValidationError(
      "This came from another site, so nothing was done. Open Hearth and try again.",
    )
  })

function isOurs(headers: Headers, origin: string) {
  const site = headers.get("sec-fetch-site")
  return site === null ? headers.get("origin") === origin : site === "same-origin"
}
