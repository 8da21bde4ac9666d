import { Hono } from "hono"
import { respondWithFragments } from "../../platform/http/respond"
import type { SignedInEnv } from "../../sessions/signed-in"
import { sidebarFragments } from "./sidebar-view"

export const sidebars = new Hono<SignedInEnv>()

sidebars.get("/users/me/sidebar", async (c) => {
  const { user, account, people_updated_at, freshUntil } = c.var
  const { pieces, key } = await sidebarFragments({ viewer: user, account, people_updated_at })
  return respondWithFragments(c, pieces, { key, until: freshUntil })
})
