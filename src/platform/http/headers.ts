import type { MiddlewareHandler } from "hono"

/**
 * Pages hold no script of their own, so none needs a nonce, and a page stays the same bytes until
 * what it shows changes.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data: https:",
  "media-src 'self' blob: data: https:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'self'",
].join("; ")

const PRIVATE = "private, no-cache"

const TWO_YEARS = 63_072_000

/** On every answer, whoever asks for whatever. */
export function commonHeaders(version: string, revision: string | null): MiddlewareHandler {
  const headers = Object.entries({
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Frame-Options": "SAMEORIGIN",
    "X-Content-Type-Options": "nosniff",
    "X-Permitted-Cross-Domain-Policies": "none",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Version": version,
    ...(revision && { "X-Rev": revision }),
  })
  return async (c, next) => {
    await next()
    for (const [name, value] of headers) {
      // A file from somebody is trusted with less than a page of ours, and its route says so.
      if (!c.res.headers.has(name)) c.res.headers.set(name, value)
    }
    // Pages are somebody's own, and carry their cookie: nothing between us may give them to others.
    if (!c.res.headers.has("Cache-Control")) c.res.headers.set("Cache-Control", PRIVATE)
    if (c.env.secure)
      c.res.headers.set("Strict-Transport-Security", `max-age=${TWO_YEARS}; includeSubDomains`)
  }
}
