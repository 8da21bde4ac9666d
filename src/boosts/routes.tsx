import { type Context, Hono } from "hono"
import type { Child } from "hono/jsx"
import { z } from "zod"
import { type Message, type MessageEnv, withMessage } from "../messages/message"
import { NotFound, ValidationError } from "../platform/http/errors"
import { parse, typed } from "../platform/http/form"
import { GoBack } from "../platform/ui/go-back"
import { Layout } from "../platform/ui/page/layout"
import type { SignedInEnv } from "../sessions/session"
import { rateLimit } from "../users/user"
import { boostMessage, boostsOf, parseBoost, reachOwnBoost, removeBoost } from "./boost"
import { BoostForm } from "./boost-form"
import { BoostingFrame, NewBoostFrame } from "./boosting-frame"

export const boosts = new Hono<SignedInEnv>()

const Form = z.object({
  boost: z.object({
    content: z.string("A boost is text. Type a word or pick an emoji.").default(""),
  }),
})

boosts.get("/messages/:message_id/boosts", withMessage, async (c) => {
  const { message } = c.var
  return c.html(inPage(c, message, await boostingFrame(message)))
})

boosts.get("/messages/:message_id/boosts/new", withMessage, async (c) => {
  const { message } = c.var
  const form = <BoostForm message={message} />
  return c.html(inPage(c, message, <NewBoostFrame message={message}>{form}</NewBoostFrame>))
})

boosts.post("/messages/:message_id/boosts", withMessage, async (c) => {
  const { message } = c.var
  try {
    const { boost } = parse(c, Form)
    await rateLimit(c.var.user, "boost")
    await boostMessage(message, c.var.user, parseBoost(boost.content))
  } catch (error) {
    if (!(error instanceof ValidationError) || error.status === 400) throw error
    const form = (
      <BoostForm message={message} typed={typed(c, "boost[content]")} reason={error.message} />
    )
    return c.html(
      inPage(c, message, await boostingFrame(message, form)),
      error.status,
      error.headers,
    )
  }
  return c.redirect(`/messages/${message.id}/boosts`)
})

boosts.delete("/messages/:message_id/boosts/:id", withMessage, async (c) => {
  const { message } = c.var
  const boost = await reachOwnBoost(c.var.user, message, c.req.param("id"))
  if (!boost) throw new NotFound()
  await rateLimit(c.var.user, "boost")
  await removeBoost(message, boost)
  return c.body(null, 204)
})

async function boostingFrame(message: Message, form?: Child) {
  const boosts = (await boostsOf([message])).get(message.id) ?? []
  return (
    <BoostingFrame message={message} boosts={boosts}>
      {form}
    </BoostingFrame>
  )
}

/** A frame gets the content alone, a browser without scripts a whole page. */
function inPage(c: Context<MessageEnv>, message: Message, content: Child) {
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
