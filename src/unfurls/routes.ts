import { type Context, Hono } from "hono"
import { RateLimiterMemory } from "rate-limiter-flexible"
import { z } from "zod"
import { NotFound, ValidationError } from "../platform/http/errors"
import { typed } from "../platform/http/form"
import { verify } from "../platform/http/signed"
import type { SignedInEnv } from "../sessions/signed-in"
import type { Network } from "./network"

const Link = z.object({ url: z.string().trim() })

/** Per person: nobody pastes faster, and what asks in other people's names is worth slowing down. */
const LIMIT = { points: 30, duration: 60 }

/** What looks links up is loaded with the first one: no start waits for it. */
const lookingUp = () => import("./unfurl")

/** @param network the way out, the same for all */
export function unfurls(network: Network) {
  const routes = new Hono<SignedInEnv>()
  const limit = new RateLimiterMemory(LIMIT)

  routes.post("/unfurl_link", async (c) => {
    const url = await linkIn(c)
    await limit.consume(c.var.user.id).catch(refuse)
    const { unfurl } = await lookingUp()
    const preview = await unfurl(url, network)
    return preview ? c.json(preview) : c.body(null, 204)
  })

  routes.get("/unfurled_images/:signed", async (c) => {
    const link = verify("unfurled-image", c.req.param("signed"))
    const { linkedImage } = await lookingUp()
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
    throw new ValidationError("Nothing was looked up: there is no link.", "url", 400)
  return link.data.url
}

function refuse(): never {
  throw new ValidationError("That were many links in a minute. Try again in a moment.", {}, 429)
}
