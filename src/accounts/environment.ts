import { createMiddleware } from "hono/factory"
import type { WebEnv } from "../platform/http/environment"
import { Forbidden } from "../platform/http/errors"
import type { Viewer } from "../platform/ui/page/layout"
import type { AuditContext } from "./change-account"

/** The context of the account's routes; the session middleware above sets it. */
export type AccountEnv = {
  Bindings: WebEnv["Bindings"]
  Variables: WebEnv["Variables"] & { user: Viewer }
}

export const administratorsOnly = createMiddleware<AccountEnv>(async (c, next) => {
  if (c.var.user.role !== "administrator") throw new Forbidden()
  await next()
})

/** Who makes an audited change, and from where. */
export const auditContext = (c: AuditedRequest): AuditContext => ({
  actor: c.var.user,
  ip_address: c.env.device.ip_address,
})

type AuditedRequest = {
  var: Pick<AccountEnv["Variables"], "user">
  env: Pick<AccountEnv["Bindings"], "device">
}
