import { type Context, Hono } from "hono"
import type { WebEnv } from "../platform/http/environment"
import { currentAccount } from "./account"
import { renderLogo } from "./logo"

/** Assets of the sign-in page; no session needed. */
export const openAccount = new Hono<WebEnv>()

openAccount.get("/account/logo", async (c) => {
  const account = await currentAccount()
  const size = c.req.query("size") === "small" ? 192 : 512
  c.header("Cache-Control", "public, max-age=300, stale-while-revalidate=604800")
  if (isNotModified(c, `${account?.updated_at ?? 0}-${size}`)) return c.body(null, 304)
  return c.body(Buffer.from(await renderLogo(account, size)), 200, { "Content-Type": "image/png" })
})

openAccount.get("/account/styles.css", async (c) => {
  const account = await currentAccount()
  const version = String(account?.updated_at ?? 0)
  const immutable = c.req.query("v") === version
  c.header("Cache-Control", immutable ? "public, max-age=31536000, immutable" : "no-cache")
  if (isNotModified(c, version)) return c.body(null, 304)
  return c.body(account?.custom_styles ?? "", 200, { "Content-Type": "text/css; charset=utf-8" })
})

function isNotModified(c: Context<WebEnv>, version: string) {
  const etag = `W/"${version}"`
  c.header("ETag", etag)
  return c.req.header("if-none-match") === etag
}
