import { type Context, Hono } from "hono"
import type { WebEnv } from "../../http/environment"
import { offlinePage, serviceWorker } from "./service-worker"

/** Requested by browsers without a session. */
export const pwa = new Hono<WebEnv>()

pwa.on("GET", ["/service-worker", "/service-worker.js"], (c) =>
  fresh(c, serviceWorker(), "text/javascript; charset=utf-8"),
)

pwa.get("/offline", (c) => fresh(c, offlinePage(), "text/html; charset=utf-8"))

function fresh(c: Context<WebEnv>, text: string, type: string) {
  const etag = `W/"${Bun.hash(text).toString(36)}"`
  c.header("ETag", etag)
  c.header("Cache-Control", "no-cache")
  if (c.req.header("if-none-match") === etag) return c.body(null, 304)
  return c.body(text, 200, { "Content-Type": type })
}
