import { createMiddleware } from "hono/factory"
import type { WebEnv } from "./environment"

const READING = new Set(["GET", "HEAD"])

/** Rejects all but reading from banned addresses, also signing in. */
export const rejectBanned = (isBanned: (ip_address: string) => Promise<boolean>) =>
  createMiddleware<WebEnv>(async (c, next) => {
    const { ip_address } = c.env.device
    if (READING.has(c.req.method) || ip_address === null || !(await isBanned(ip_address)))
      return next()
    return c.body(null, 429)
  })
