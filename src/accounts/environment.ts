import { createMiddleware } from "hono/factory"
import type { WebEnv } from "../platform/http/environment"
import { Forbidden } from "../platform/http/errors"
import type { Viewer } from "../platform/ui/page/layout"

/** The context of the account's routes; the session middleware above sets it. */
export type AccountEnv = {
  Bindings: WebEnv["Bindings"]
  Variables: WebEnv["Variables"] & { user: Viewer }
}

export const administratorsOnly = createMiddleware<AccountEnv>(async (c, next) => {
  if (c.var.user.role !== "administrator") throw new Forbidden()
  await next()
})
