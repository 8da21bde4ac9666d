import { type Context, Hono } from "hono"
import { NotFound } from "../../platform/http/errors"
import { typed } from "../../platform/http/form"
import { GoBack } from "../../platform/ui/go-back"
import { Layout } from "../../platform/ui/page/layout"
import type { SignedInEnv } from "../../sessions/signed-in"
import { rateLimit } from "../../users/user"
import { involve, reachRoom } from "../room"
import { InvolvementButton } from "./involvement-button"

/** How much of a room somebody hears. */
export const involvements = new Hono<SignedInEnv>()

involvements.get("/rooms/:room_id/involvement", async (c) => {
  const room = await theRoom(c)
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

involvements.on(["PUT", "PATCH"], "/rooms/:room_id/involvement", async (c) => {
  const room = await theRoom(c)
  await rateLimit(c.var.user, "involve")
  await involve(room, c.req.query("involvement") ?? typed(c, "involvement"))
  return c.redirect(`/rooms/${room.id}/involvement`, 303)
})

async function theRoom(c: Context<SignedInEnv, "/rooms/:room_id/involvement">) {
  const room = await reachRoom(c.var.user, c.req.param("room_id"))
  if (!room) throw new NotFound()
  return room
}
