import { Hono } from "hono"
import { respondWithFragments } from "../../platform/http/answer"
import type { PersonEnv } from "../../sessions/person"
import { sidebarFragments } from "./sidebar-view"

export const sidebars = new Hono<PersonEnv>()

sidebars.get("/users/me/sidebar", async (c) => {
  const { user, account, people_updated_at, standsUntil } = c.var
  const { pieces, key } = await sidebarFragments({ viewer: user, account, people_updated_at })
  return respondWithFragments(c, pieces, { key, until: standsUntil })
})
