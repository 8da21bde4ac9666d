import type { MiddlewareHandler } from "hono"

// No inline scripts, so no nonces: pages stay the same bytes and can be cached.
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

/** Sets the headers of every response. */
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
    const present = c.res.headers
    for (const [name, value] of headers) {
      // Routes that serve uploaded files set a stricter policy.
      if (!present.has(name)) present.set(name, value)
    }
    // Pages are personal: shared caches must not store them.
    if (!present.has("Cache-Control")) present.set("Cache-Control", PRIVATE)
    if (c.env.secure)
      present.set("Strict-Transport-Security", `max-age=${TWO_YEARS}; includeSubDomains`)
  }
}
