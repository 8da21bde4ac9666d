import { type Context, Hono } from "hono"
import { database } from "../../platform/database/database"
import { readBlob } from "../../platform/files/file"
import { NotFound } from "../../platform/http/errors"
import type { UserEnv } from "../environment"
import { removeAvatar } from "../profile/profile"
import type { User } from "../table"
import { userOfAvatarToken } from "./avatar"
import { BotAvatar } from "./bot-avatar"
import { InitialsAvatar } from "./initials-avatar"

const HALF_AN_HOUR = 1800
const A_WEEK = 604_800

type UserWithPicture = Pick<User, "id" | "name" | "role" | "avatar_id" | "updated_at">

export const avatars = new Hono<UserEnv>()

avatars.get("/users/:token/avatar", async (c) => {
  const user = await userWithPicture(userOfAvatarToken(c.req.param("token")))
  if (!user) throw new NotFound()

  const etag = `W/"${user.updated_at}"`
  c.header("ETag", etag)
  c.header("Cache-Control", `private, max-age=${HALF_AN_HOUR}, stale-while-revalidate=${A_WEEK}`)
  if (c.req.header("if-none-match") === etag) return c.body(null, 304)
  return respondWithPicture(c, user)
})

/** Removes the viewer's own picture, whatever the id. */
avatars.delete("/users/:id/avatar", async (c) => {
  await removeAvatar(c.var.user)
  return c.redirect("/users/me/profile", 303)
})

async function userWithPicture(id: number | null): Promise<UserWithPicture | undefined> {
  if (id === null) return undefined
  return database()
    .selectFrom("users")
    .select(["id", "name", "role", "avatar_id", "updated_at"])
    .where("id", "=", id)
    .executeTakeFirst()
}

async function respondWithPicture(c: Context<UserEnv>, user: UserWithPicture) {
  const picture = user.avatar_id !== null && (await readBlob(user.avatar_id))
  if (picture) return c.body(await picture.arrayBuffer(), 200, { "Content-Type": "image/webp" })
  const drawing = user.role === "bot" ? <BotAvatar /> : <InitialsAvatar user={user} />
  return c.body(String(drawing), 200, { "Content-Type": "image/svg+xml" })
}
