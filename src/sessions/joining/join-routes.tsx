import { type Context, Hono } from "hono"
import { currentAccount } from "../../accounts/account"
import { release } from "../../platform/http/build-id"
import type { WebEnv } from "../../platform/http/environment"
import { NotFound } from "../../platform/http/errors"
import { parse, typed } from "../../platform/http/form"
import { contactPerson, NewUserForm } from "../../users/user"
import { allowAttempt } from "../attempts"
import { currentUser, signIn } from "../signed-in"
import { JoinPage } from "./join-page"
import { joinAccount } from "./joining"

export const joining = new Hono<WebEnv>()

joining.get("/join/:code", async (c) => {
  if (await currentUser(c)) return c.redirect("/")
  const page = await pageOf(c)
  return page ? c.html(<JoinPage {...page} />) : c.redirect("/first_run")
})

joining.post("/join/:code", async (c) => {
  if (await currentUser(c)) return c.redirect("/")
  const page = await pageOf(c)
  if (!page) return c.redirect("/first_run")
  const values = {
    name: typed(c, "user[name]"),
    email_address: typed(c, "user[email_address]"),
  }
  if (!(await allowAttempt("invitation", c.env.device.ip_address)))
    return c.html(<JoinPage {...page} values={values} refusal={TOO_OFTEN} />, 429)

  c.set("renderForm", ({ reasons, message }) => {
    const refusal = Object.keys(reasons).length === 0 ? message : undefined
    return String(<JoinPage {...page} values={values} reasons={reasons} refusal={refusal} />)
  })
  const { user } = parse(c, NewUserForm)
  const session = await joinAccount(page.account.join_code, user, c.env.device)
  if (!session)
    return c.redirect(`/session/new?${new URLSearchParams({ email_address: user.email_address })}`)
  signIn(c, session)
  return c.redirect("/")
})

const TOO_OFTEN = "Too many join attempts from your network. Wait a few minutes and try again."

/**
 * @returns null while there is no account to join
 * @throws {NotFound} when the code is not the account's
 */
async function pageOf(c: Context<WebEnv, "/join/:code">) {
  const account = await currentAccount()
  if (!account) return null
  if (account.join_code !== c.req.param("code")) throw new NotFound()
  return { account, help: await contactPerson(), version: release().version }
}
