import { Hono } from "hono"
import { gzipFragment } from "../../platform/cache/gzip-fragment"
import { respondWithFragments } from "../../platform/http/respond"
import type { SignedInEnv } from "../../sessions/session"
import { namesakeLines } from "../memberships/namesake-lines"
import { destinations } from "./switcher"
import { SwitcherOptions } from "./switcher-options"

const LONGEST_QUERY = 100

export const switcher = new Hono<SignedInEnv>()

switcher.get("/users/me/switcher", async (c) => {
  const { user, people_updated_at } = c.var
  const query = (c.req.query("query") ?? "").slice(0, LONGEST_QUERY)
  const options = await destinations(user, people_updated_at, query)
  const people = options.found.flatMap((one) => (one.kind === "room" ? one.others : one))
  const lines = await namesakeLines(people, user, people_updated_at)
  const html = String(<SwitcherOptions {...options} lines={lines} />)
  return respondWithFragments(c, [gzipFragment(html)], { key: html })
})
