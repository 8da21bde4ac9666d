import { Hono } from "hono"
import { z } from "zod"
import { parse, rowId } from "../../platform/http/form"
import type { SignedInEnv } from "../../sessions/session"
import { rateLimit } from "../../users/user"
import { startDirect } from "../room"
import { NewDirect, NewDirectPage } from "./new-direct"

/** Starts direct rooms. */
export const directs = new Hono<SignedInEnv>()

const PingForm = z.object({ user_ids: z.array(z.string()).default([]) })

directs.get("/rooms/directs/new", (c) =>
  c.html(c.req.header("turbo-frame") ? <NewDirect /> : <NewDirectPage viewer={c.var.user} />),
)

// Buttons on profile pages send the id in the query.
directs.post("/rooms/directs", async (c) => {
  const { user_ids } = parse(c, PingForm)
  const named = [...user_ids, ...(c.req.queries("user_ids[]") ?? [])].map(rowId)
  const people = named.filter((id) => id !== null)
  await rateLimit(c.var.user, "room")
  const room = await startDirect(c.var.user, people)
  return c.redirect(`/rooms/${room.id}`)
})
