import { type Context, Hono } from "hono"
import type { Child } from "hono/jsx"
import { z } from "zod"
import { reachMessage } from "../messages/message"
import { NotFound, ValidationError } from "../platform/http/errors"
import { parse, typed } from "../platform/http/form"
import { GoBack } from "../platform/ui/go-back"
import { Layout } from "../platform/ui/page/layout"
import type { SignedInEnv } from "../sessions/signed-in"
import { rateLimit } from "../users/user"
import { boostMessage, boostsOf, parseBoost, reachOwnBoost, removeBoost } from "./boost"
import { BoostForm } from "./boost-form"
import { BoostingFrame, NewBoostFrame } from "./boosting-frame"

export const boosts = new Hono<SignedInEnv>()

const Form = z.object({
  boost: z.object({ content: z.string("Not boosted: a boost is a word or an emoji.").default("") }),
})

boosts.get("/messages/:message_id/boosts", async (c) => {
  const message = await theMessage(c)
  return c.html(inPage(c, message, await drawn(message)))
})

boosts.get("/messages/:message_id/boosts/new", async (c) => {
  const message = await theMessage(c)
  const form = <BoostForm message={message} />
  return c.html(inPage(c, message, <NewBoostFrame message={message}>{form}</NewBoostFrame>))
})

boosts.post("/messages/:message_id/boosts", async (c) => {
  const message = await theMessage(c)
  try {
    const { boost } = parse(c, Form)
    await rateLimit(c.var.user, "boost")
    await boostMessage(message, c.var.user, parseBoost(boost.content))
  } catch (error) {
    if (!(error instanceof ValidationError) || error.status === 400) throw error
    const form = (
      <BoostForm message={message} typed={typed(c, "boost[content]")} reason={error.message} />
    )
    return c.html(inPage(c, message, await drawn(message, form)), error.status, error.headers)
  }
  return c.redirect(`/messages/${message.id}/boosts`)
})

boosts.delete("/messages/:message_id/boosts/:id", async (c) => {
  const message = await theMessage(c)
  const boost = await reachOwnBoost(c.var.user, message, c.req.param("id"))
  if (!boost) throw new NotFound()
  await rateLimit(c.var.user, "boost")
  await removeBoost(message, boost)
  return c.body(null, 204)
})

type InMessage = Context<SignedInEnv, "/messages/:message_id">
type Boosted = Awaited<ReturnType<typeof theMessage>>

async function theMessage(c: InMessage) {
  const message = await reachMessage(c.var.user, c.req.param("message_id"))
  if (!message) throw new NotFound()
  return message
}

async function drawn(message: Boosted, form?: Child) {
  const boosts = (await boostsOf([message])).get(message.id) ?? []
  return (
    <BoostingFrame message={message} boosts={boosts}>
      {form}
    </BoostingFrame>
  )
}

/** In a frame it stands alone; browsers without scripts get it as a page. */
function inPage(c: InMessage, message: Boosted, content: Child) {
  c.header("Vary", "Turbo-Frame")
  if (c.req.header("turbo-frame")) return <>{content}</>
  return (
    <Layout
      title="Boosts"
      class="settings"
      viewer={c.var.user}
      nav={
        <>
          <GoBack to={`/rooms/${message.room_id}/@${message.id}`} />
          <h1 class="nav__title">Boosts</h1>
        </>
      }
    >
      <section class="panel">{content}</section>
    </Layout>
  )
}
