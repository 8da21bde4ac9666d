import type { Context } from "hono"
import { deleteCookie, getCookie, setCookie } from "hono/cookie"
import { createMiddleware } from "hono/factory"
import { now } from "../platform/database/database"
import type { WebEnv } from "../platform/http/environment"
import { ownPath } from "../platform/http/respond"
import { sign, verify } from "../platform/http/signed"
import { activityIsDue, lapsesAt, recordActivity } from "./activity"
import {
  SESSION_COOKIE,
  type SignedIn,
  sessionCookie,
  signedInBy,
  signedInKey,
} from "./authentication"

const TWENTY_YEARS = 630_720_000
const RETURN_COOKIE = "return_to"

/** The context of routes behind `requireUser`. */
export type SignedInEnv = {
  Bindings: WebEnv["Bindings"]
  Variables: WebEnv["Variables"] &
    SignedIn & { state: string; freshUntil: number; preloaded?: CookieOwner }
}

/** A session cookie, with what it was resolved to. */
type CookieOwner = { cookie: string; signedIn: SignedIn }

/**
 * Loads the signed-in user, or redirects to the sign-in page (401 for JSON clients). A middleware
 * before it may have loaded them together with something else, as `preloaded`.
 */
export const requireUser = createMiddleware<SignedInEnv>(async (c, next) => {
  const owner = c.get("preloaded") ?? (await cookieOwner(c))
  if (!owner) return redirectToSignIn(c)

  const { cookie, signedIn } = owner
  c.set("session", signedIn.session)
  c.set("user", signedIn.user)
  c.set("account", signedIn.account)
  c.set("people_updated_at", signedIn.people_updated_at)
  c.set("state", signedInKey(signedIn))
  c.set("freshUntil", lapsesAt(signedIn.session))
  if (activityIsDue(signedIn.session, c.env.device, now()))
    await recordActivity(signedIn.session, c.env.device)
  giveSessionCookie(c, cookie)
  await next()
})

async function cookieOwner(c: Context<SignedInEnv>): Promise<CookieOwner | null> {
  const cookie = getCookie(c, SESSION_COOKIE)
  if (cookie === undefined) return null
  const signedIn = await signedInBy(cookie)
  return signedIn && { cookie, signedIn }
}

export async function currentUser<E extends WebEnv>(c: Context<E>) {
  return signedInBy(getCookie(c, SESSION_COOKIE))
}

export function signIn<E extends WebEnv>(c: Context<E>, session: { token: string }) {
  giveSessionCookie(c, sessionCookie(session.token))
}

export function signOut<E extends WebEnv>(c: Context<E>) {
  deleteCookie(c, SESSION_COOKIE, { path: "/" })
}

/** Returns and clears the path that was requested before the redirect to the sign-in page. */
export function takeDestination<E extends WebEnv>(c: Context<E>) {
  const cookie = getCookie(c, RETURN_COOKIE)
  if (cookie !== undefined) deleteCookie(c, RETURN_COOKIE, { path: "/" })
  return (cookie !== undefined && verify(RETURN_COOKIE, cookie)) || "/"
}

function giveSessionCookie<E extends WebEnv>(c: Context<E>, value: string) {
  // Hono rejects a Max-Age above 400 days, so the header is built here.
  const secure = c.env.secure ? "; Secure" : ""
  c.header(
    "Set-Cookie",
    `${SESSION_COOKIE}=${value}; Path=/; Max-Age=${TWENTY_YEARS}; HttpOnly; SameSite=Lax${secure}`,
    { append: true },
  )
}

function redirectToSignIn(c: Context<SignedInEnv>) {
  if (c.req.header("accept")?.includes("application/json"))
    return c.json({ error: "Sign in first." }, 401)
  if (isPageNavigation(c)) {
    setCookie(c, RETURN_COOKIE, sign(RETURN_COOKIE, ownPath(new URL(c.req.url))), {
      path: "/",
      httpOnly: true,
      sameSite: "Lax",
      secure: c.env.secure,
    })
  }
  return c.redirect("/session/new")
}

// A frame's or a script's request is not a page to return to after signing in.
function isPageNavigation(c: Context<SignedInEnv>) {
  const destination = c.req.header("sec-fetch-dest")
  return (
    c.req.method === "GET" &&
    c.req.header("turbo-frame") === undefined &&
    (destination === undefined ? accepts(c, "text/html") : destination === "document")
  )
}

const accepts = (c: Context<SignedInEnv>, type: string) => c.req.header("accept")?.includes(type)
