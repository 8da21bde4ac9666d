import { Hono } from "hono"
import { raw } from "hono/html"
import { z } from "zod"
import {
  AccountForm,
  administratorsOnly,
  auditContext,
  changeAccount,
} from "../../accounts/account"
import { NotFound } from "../../platform/http/errors"
import { flash } from "../../platform/http/flash-cookie"
import { parse, rowId, typed } from "../../platform/http/form"
import type { UserEnv } from "../environment"
import { RoleForm } from "../profile/forms"
import { AccountPage } from "./account-page"
import {
  accountPageProps,
  htmlOf,
  peopleFor,
  respondWithAccountPage,
  respondWithMorePeople,
} from "./account-view"
import { changeRole } from "./roles"

const Query = z.object({
  filter: z.string().trim().max(100).optional().catch(undefined),
  page: z.coerce.number().int().positive().max(10_000).catch(1),
})

export const accountPages = new Hono<UserEnv>()

accountPages.get("/account/edit", (c) => respondWithAccountPage(c))

accountPages.on(["PUT", "PATCH"], "/account", administratorsOnly, async (c) => {
  const page = await accountPageProps(c)
  const people = raw(htmlOf(await peopleFor(c, { page: 1 })))
  c.set("renderForm", (refused) => {
    const name = typed(c, "account[name]")
    return String(<AccountPage {...page} people={people} refused={{ ...refused, name }} />)
  })
  await changeAccount(auditContext(c), parse(c, AccountForm).account)
  flash(c, { notice: "✓" })
  return c.redirect("/account/edit", 303)
})

accountPages.get("/account/users", (c) =>
  respondWithAccountPage(c, Query.parse(c.req.query()).filter),
)

accountPages.get("/account/users.turbo_stream", (c) =>
  respondWithMorePeople(c, Query.parse(c.req.query())),
)

accountPages.on(["PUT", "PATCH"], "/account/users/:id", administratorsOnly, async (c) => {
  const id = rowId(c.req.param("id"))
  if (id === null) throw new NotFound()
  await changeRole(c.var.user, id, parse(c, RoleForm).user.role, c.env.device.ip_address)
  return c.redirect("/account/edit", 303)
})
