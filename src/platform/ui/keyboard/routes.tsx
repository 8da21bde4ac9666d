import { Hono } from "hono"
import type { WebEnv } from "../../http/environment"
import { platformOf } from "../pwa/platform"
import { ShortcutsFrame, ShortcutsPage } from "./shortcuts-page"

/** Needs no session. */
export const keyboard = new Hono<WebEnv>()

keyboard.get("/shortcuts", (c) => {
  const platform = platformOf(c.env.device.user_agent)
  const inFrame = c.req.header("turbo-frame") !== undefined
  c.header("Vary", "Turbo-Frame, User-Agent")
  return c.html(
    inFrame ? <ShortcutsFrame platform={platform} /> : <ShortcutsPage platform={platform} />,
  )
})
