import { type Context, Hono } from "hono"
import { database } from "../../platform/database/database"
import { NotFound } from "../../platform/http/errors"
import { flash, takeFlash } from "../../platform/http/flash-cookie"
import { parse, rowId, typed } from "../../platform/http/form"
import { wayBack } from "../../platform/ui/go-back"
import { platformOf } from "../../platform/ui/pwa/platform"
import type { UserEnv } from "../environment"
import { ProfileForm } from "./forms"
import { changeProfile } from "./profile"
import { ProfilePage, type ProfilePageProps } from "./profile-page"
import { profileSlots, userPageSlots } from "./slots"
import { UserPage } from "./user-page"

export const users = new Hono<UserEnv>()

users.get("/users/:id", async (c) => {
  const user = await userById(rowId(c.req.param("id")))
  const sections = await userPageSlots({ user, viewer: c.var.user, origin: c.env.origin })
  return c.html(
    <UserPage
      user={user}
      viewer={c.var.user}
      back={wayBack(c)}
      flash={takeFlash(c)}
      sections={sections}
    />,
  )
})

/** The viewer's own profile, whatever the id. */
users.get("/users/:id/profile", async (c) =>
  c.html(<ProfilePage {...(await profileOf(c))} flash={takeFlash(c)} />),
)

users.on(["PUT", "PATCH"], "/users/:id/profile", async (c) => {
  const page = await profileOf(c)
  c.set("renderForm", (refused) =>
    String(<ProfilePage {...page} refused={{ ...refused, values: typedProfile(c) }} />),
  )
  const changes = parse(c, ProfileForm).user
  await changeProfile(c.var.user, changes, c.var.session)
  flash(c, { notice: changes.avatar ? PICTURE_CHANGED : "✓" })
  return c.redirect("/users/me/profile", 303)
})

const PICTURE_CHANGED = "✓ It may take up to 30 minutes to change everywhere"

async function profileOf(c: Context<UserEnv>): Promise<ProfilePageProps> {
  const user = await userById(c.var.user.id)
  const sections = await profileSlots({ user, viewer: c.var.user, origin: c.env.origin })
  return {
    user,
    viewer: c.var.user,
    account: c.var.account,
    platform: platformOf(c.env.device.user_agent),
    back: wayBack(c),
    sections,
  }
}

const typedProfile = (c: Context<UserEnv>) => ({
  name: typed(c, "user[name]"),
  email_address: typed(c, "user[email_address]"),
  bio: typed(c, "user[bio]"),
  theme: typed(c, "user[theme]"),
  sounds: typed(c, "user[sounds]"),
})

async function userById(id: number | null) {
  const user =
    id !== null &&
    (await database().selectFrom("users").selectAll().where("id", "=", id).executeTakeFirst())
  if (!user) throw new NotFound()
  return user
}
