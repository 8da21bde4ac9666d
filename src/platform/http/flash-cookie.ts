import type { Context } from "hono"
import { deleteCookie, getCookie, setCookie } from "hono/cookie"
import type { Flash } from "../ui/page/flash"
import type { WebEnv } from "./environment"
import { sign, verify } from "./signed"

const COOKIE = "flash"

/** Stores a message for the next page. */
export function flash<E extends WebEnv>(c: Context<E>, message: Flash) {
  setCookie(c, COOKIE, sign(COOKIE, JSON.stringify(message)), {
    path: "/",
    httpOnly: true,
    sameSite: "Lax",
    secure: c.env.secure,
  })
}

/** Returns and clears the message of the previous request. */
export function takeFlash<E extends WebEnv>(c: Context<E>): Flash | null {
  const cookie = getCookie(c, COOKIE)
  if (cookie === undefined) return null
  deleteCookie(c, COOKIE, { path: "/" })
  const json = verify(COOKIE, cookie)
  return json === null ? null : JSON.parse(json)
}
