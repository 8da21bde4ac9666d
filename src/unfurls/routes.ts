import { type Context, Hono } from "hono"
import { RateLimiterMemory } from "rate-limiter-flexible"
import { z } from "zod"
import { NotFound, ValidationError } from "../platform/http/errors"
import { typed } from "../platform/http/form"
import { verify } from "../platform/http/signed"
import type { SignedInEnv } from "../sessions/session"
import type { Network } from "./network"

const Link = z.object({ url: z.string().trim() })

// Per user. Limits the requests that a user can make this server send to other sites.
const LIMIT = { points: 30, duration: 60 }

// Loaded with the first link, so that it does not delay the start.
const loadUnfurl = () => import("./unfurl")

export function unfurls(network: Network) {
  const routes = new Hono<SignedInEnv>()
  const limit = new RateLimiterMemory(LIMIT)

  routes.post("/unfurl_link", async (c) => {
    const url = await linkIn(c)
    await limit.consume(c.var.user.id).catch(rejectAboveLimit)
    const { unfurl } = await loadUnfurl()
    const preview = await unfurl(url, network)
    return preview ? c.json(preview) : c.body(null, 204)
  })

  routes.get("/unfurled_images/:signed", async (c) => {
    const link = verify("unfurled-image", c.req.param("signed"))
    const { linkedImage } = await loadUnfurl()
    const image = link === null ? null : await linkedImage(link, network)
    if (!image) throw new NotFound()
    return c.body(image.bytes, 200, {
      "Content-Type": image.type,
      "Content-Security-Policy": "sandbox; default-src 'none'",
      "Cross-Origin-Resource-Policy": "same-origin",
      "Cache-Control": "private, max-age=86400, immutable",
    })
  })

  return routes
}

async function linkIn(c: Context<SignedInEnv>): Promise<string> {
  const sent = c.env.form ? { url: typed(c, "url") } : await c.req.json().catch(() => null)
  const link = Link.safeParse(sent)
  if (!link.success || link.data.url === "")
    throw new ValidationError("The request has no link. Send one as “url”.", "url", 400)
  return link.data.url
}

function rejectAboveLimit(): never {
  throw new ValidationError("You’re sending links too quickly. Try again in a minute.", {}, 429)
}
