import type { Context } from "hono"
import { deleteCookie, getCookie, setCookie } from "hono/cookie"
import type { Flash } from "../ui/page/flash"
import type { WebEnv } from "./environment"
import { sign, verify } from "./signed"

const COOKIE = "flash"

/** Leaves something to say for the next page. */
export function flash<E extends WebEnv>(c: Context<E>, says: Flash) {
  setCookie(c, COOKIE, sign(COOKIE, JSON.stringify(says)), {
    path: "/",
    httpOnly: true,
    sameSite: "Lax",
    secure: c.env.secure,
  })
}

/** What the page before left to say; it is said once. */
export function takeFlash<E extends WebEnv>(c: Context<E>): Flash | null {
  const cookie = getCookie(c, COOKIE)
  if (cookie === undefined) return null
  deleteCookie(c, COOKIE, { path: "/" })
  const says = verify(COOKIE, cookie)
  return says === null ? null : JSON.parse(says)
}
