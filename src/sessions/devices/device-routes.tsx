import { Hono } from "hono"
import { rowId } from "../../platform/http/form"
import type { SignedInEnv } from "../signed-in"
import { devicesOf, signOutDevice, signOutOtherDevices } from "./devices"
import { DevicesPage } from "./devices-page"

export const devices = new Hono<SignedInEnv>()

devices.get("/users/me/sessions", async (c) => {
  const { user, session } = c.var
  return c.html(<DevicesPage viewer={user} {...(await devicesOf(user))} here={session} />)
})

devices.delete("/users/me/sessions", async (c) => {
  await signOutOtherDevices(c.var.user, c.var.session)
  return c.redirect("/users/me/sessions", 303)
})

devices.delete("/users/me/sessions/:id", async (c) => {
  await signOutDevice(c.var.user, rowId(c.req.param("id")))
  return c.redirect("/users/me/sessions", 303)
})
