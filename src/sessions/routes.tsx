import { Hono } from "hono"
import { theAccount } from "../accounts/account"
import { FirstRunPage } from "../accounts/first-run-page"
import { transaction } from "../platform/database/database"
import type { WebEnv } from "../platform/http/environment"
import { takeFlash } from "../platform/http/flash-cookie"
import { parse, typed } from "../platform/http/form"
import { release } from "../platform/http/release"
import { NewcomerForm } from "../users/profile/forms"
import { giveAvatar, hashPassword, personToAsk, readAvatar } from "../users/user"
import { SignInForm } from "./forms"
import { type PersonEnv, personOf, signIn, signOut, takeDestination } from "./person"
import { endSession, foundHearth, mayTrySigningIn, startSession, userForPassword } from "./session"
import { SignInPage } from "./sign-in-page"

export const firstRun = new Hono<WebEnv>()

firstRun.get("/first_run", async (c) => {
  if (await theAccount()) return c.redirect("/")
  return c.html(<FirstRunPage flash={takeFlash(c)} />)
})

firstRun.post("/first_run", async (c) => {
  if (await theAccount()) return c.redirect("/")
  c.set("redraw", ({ reasons }) =>
    String(
      <FirstRunPage
        values={{ name: typed(c, "user[name]"), email_address: typed(c, "user[email_address]") }}
        reasons={reasons}
      />,
    ),
  )
  const { user } = parse(c, NewcomerForm)
  const { password, avatar, ...founder } = user
  const picture = avatar && (await readAvatar(avatar))
  const password_digest = await hashPassword(password)
  const session = await foundHearth({ ...founder, password_digest }, c.env.device)
  if (session && picture) await giveAvatar({ id: session.user_id }, picture)
  if (session) signIn(c, session)
  return c.redirect("/")
})

export const signingIn = new Hono<WebEnv>()

signingIn.get("/session/new", async (c) => {
  const account = await theAccount()
  if (!account) return c.redirect("/first_run")
  if (await personOf(c)) return c.redirect("/")
  return c.html(
    <SignInPage
      account={account}
      email_address={c.req.query("email_address")}
      help={await personToAsk()}
      version={release().version}
      flash={takeFlash(c)}
    />,
  )
})

signingIn.post("/session", async (c) => {
  const { email_address, password } = parse(c, SignInForm)
  const mayTry = await mayTrySigningIn(c.env.device.ip_address, email_address)
  const user = mayTry ? await userForPassword(email_address, password) : null
  if (user) {
    signIn(c, await transaction((trx) => startSession(trx, user, c.env.device)))
    return c.redirect(takeDestination(c))
  }
  return c.html(
    <SignInPage
      account={(await theAccount()) ?? { name: "Hearth" }}
      email_address={typed(c, "email_address")}
      help={await personToAsk()}
      version={release().version}
      refused
    />,
    mayTry ? 401 : 429,
  )
})

export const sessions = new Hono<PersonEnv>()

sessions.delete("/session", async (c) => {
  await endSession(c.var.session)
  signOut(c)
  return c.redirect("/", 303)
})
