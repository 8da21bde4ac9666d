import { Hono } from "hono"
import { type AccountEnv, administratorsOnly } from "../../accounts/account"
import { NotFound } from "../../platform/http/errors"
import { rowId } from "../../platform/http/form"
import { banUser, deactivateUser, unbanUser } from "../user"

export const removals = new Hono<AccountEnv>()

removals.post("/users/:id/ban", administratorsOnly, async (c) => {
  const id = userId(c.req.param("id"))
  await banUser(c.var.user, id, c.env.device.ip_address)
  return c.redirect(`/users/${id}`)
})

removals.delete("/users/:id/ban", administratorsOnly, async (c) => {
  const id = userId(c.req.param("id"))
  await unbanUser(c.var.user, id, c.env.device.ip_address)
  return c.redirect(`/users/${id}`, 303)
})

removals.delete("/account/users/:id", administratorsOnly, async (c) => {
  await deactivateUser(c.var.user, userId(c.req.param("id")), c.env.device.ip_address)
  return c.redirect("/account/edit", 303)
})

/** @throws {NotFound} when `text` is not an id */
function userId(text: string) {
  const id = rowId(text)
  if (id === null) throw new NotFound()
  return id
}
