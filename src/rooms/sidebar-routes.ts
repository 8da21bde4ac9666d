import { Hono } from "hono"
import type { PersonEnv } from "../sessions/person"
import { answerPieces } from "../web/answer"
import { sidebarPieces } from "./sidebar-view"

export const sidebars = new Hono<PersonEnv>()

sidebars.get("/users/me/sidebar", async (c) => {
  const { user, account, people_updated_at, standsUntil } = c.var
  const { pieces, key } = await sidebarPieces({ viewer: user, account, people_updated_at })
  return answerPieces(c, pieces, { key, until: standsUntil })
})
