import { createMiddleware } from "hono/factory"
import type { WebEnv } from "../web/environment"
import type { Viewer } from "../web/layout"
import { Forbidden } from "../web/refused"

/** What routes of the account know of whoever asks; the sessions find out who that is. */
export type AccountEnv = {
  Bindings: WebEnv["Bindings"]
  Variables: WebEnv["Variables"] & { user: Viewer }
}

export const administratorsOnly = createMiddleware<AccountEnv>(async (c, next) => {
  if (c.var.user.role !== "administrator") throw new Forbidden()
  await next()
})
