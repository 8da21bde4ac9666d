import { Hono } from "hono"
import { answerPieces } from "../../platform/http/answer"
import type { PersonEnv } from "../../sessions/person"
import { sidebarPieces } from "./sidebar-view"

export const sidebars = new Hono<PersonEnv>()

sidebars.get("/users/me/sidebar", async (c) => {
  const { user, account, people_updated_at, standsUntil } = c.var
  const { pieces, key } = await sidebarPieces({ viewer: user, account, people_updated_at })
  return answerPieces(c, pieces, { key, until: standsUntil })
})
