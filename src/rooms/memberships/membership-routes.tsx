import { Hono } from "hono"
import { typed } from "../../platform/http/form"
import { GoBack } from "../../platform/ui/go-back"
import { Layout } from "../../platform/ui/page/layout"
import type { SignedInEnv } from "../../sessions/session"
import { rateLimit } from "../../users/user"
import { involve, markRead, withRoom } from "../room"
import { InvolvementButton } from "./involvement-button"

export const memberships = new Hono<SignedInEnv>()

memberships.get("/rooms/:room_id/involvement", withRoom, async (c) => {
  const { room } = c.var
  const { involvement } = room.membership
  if (c.req.header("turbo-frame"))
    return c.html(<InvolvementButton room={room} involvement={involvement} pressed />)
  return c.html(
    <Layout
      title={`Notification settings for ${room.own_name}`}
      class="settings"
      viewer={c.var.user}
      nav={
        <>
          <GoBack to={`/rooms/${room.id}`} />
          <h1 class="nav__title">{room.own_name}</h1>
        </>
      }
    >
      <section class="panel involvement-panel">
        <InvolvementButton room={room} involvement={involvement} />
      </section>
    </Layout>,
  )
})

memberships.on(["PUT", "PATCH"], "/rooms/:room_id/involvement", withRoom, async (c) => {
  const { room } = c.var
  await rateLimit(c.var.user, "involve")
  await involve(room, c.req.query("involvement") ?? typed(c, "involvement"))
  return c.redirect(`/rooms/${room.id}/involvement`, 303)
})

/** Marks the room read without opening it. */
memberships.post("/rooms/:room_id/reading", withRoom, async (c) => {
  const { room, user } = c.var
  await markRead({ room_id: room.id, user_id: user.id })
  return c.body(null, 204)
})
