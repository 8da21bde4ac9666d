import { Hono } from "hono"
import { z } from "zod"
import { currentAccount, FirstRunPage } from "../accounts/account"
import { transaction } from "../platform/database/database"
import { release } from "../platform/http/build-id"
import type { WebEnv } from "../platform/http/environment"
import { takeFlash } from "../platform/http/flash-cookie"
import { parse, typed } from "../platform/http/form"
import { contactPerson, giveAvatar, hashPassword, NewUserForm, readAvatar } from "../users/user"
import { allowSignInAttempt, endSession, setUp, startSession, userForPassword } from "./session"
import { SignInPage } from "./sign-in-page"
import { currentUser, type SignedInEnv, signIn, signOut, takeDestination } from "./signed-in"

// Invalid input is looked up like any other, so the response does not tell which part is wrong.
const SignInForm = z.object({
  email_address: z.string().trim().toLowerCase().catch(""),
  password: z.string().catch(""),
})

export const firstRun = new Hono<WebEnv>()

firstRun.get("/first_run", async (c) => {
  if (await currentAccount()) return c.redirect("/")
  return c.html(<FirstRunPage flash={takeFlash(c)} />)
})

firstRun.post("/first_run", async (c) => {
  if (await currentAccount()) return c.redirect("/")
  c.set("renderForm", ({ reasons }) =>
    String(
      <FirstRunPage
        values={{ name: typed(c, "user[name]"), email_address: typed(c, "user[email_address]") }}
        reasons={reasons}
      />,
    ),
  )
  const { user } = parse(c, NewUserForm)
  const { password, avatar, ...profile } = user
  const picture = avatar && (await readAvatar(avatar))
  const password_digest = await hashPassword(password)
  const session = await setUp({ ...profile, password_digest }, c.env.device)
  if (session && picture) await giveAvatar({ id: session.user_id }, picture)
  if (session) signIn(c, session)
  return c.redirect("/")
})

export const signingIn = new Hono<WebEnv>()

signingIn.get("/session/new", async (c) => {
  const account = await currentAccount()
  if (!account) return c.redirect("/first_run")
  if (await currentUser(c)) return c.redirect("/")
  return c.html(
    <SignInPage
      account={account}
      email_address={c.req.query("email_address")}
      help={await contactPerson()}
      version={release().version}
      flash={takeFlash(c)}
    />,
  )
})

signingIn.post("/session", async (c) => {
  const { email_address, password } = parse(c, SignInForm)
  const allowed = await allowSignInAttempt(c.env.device.ip_address, email_address)
  const user = allowed ? await userForPassword(email_address, password) : null
  if (user) {
    signIn(c, await transaction((trx) => startSession(trx, user, c.env.device)))
    return c.redirect(takeDestination(c))
  }
  return c.html(
    <SignInPage
      account={(await currentAccount()) ?? { name: "Hearth" }}
      email_address={typed(c, "email_address")}
      help={await contactPerson()}
      version={release().version}
      refused
    />,
    allowed ? 401 : 429,
  )
})

export const sessions = new Hono<SignedInEnv>()

sessions.delete("/session", async (c) => {
  await endSession(c.var.session)
  signOut(c)
  return c.redirect("/", 303)
})
