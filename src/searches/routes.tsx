import { type Context, Hono } from "hono"
import { getCookie } from "hono/cookie"
import { z } from "zod"
import { GzipFragmentCache } from "../messages/list/gzip-fragment-cache"
import { ByteCache } from "../platform/cache/byte-cache"
import { type GzipFragment, gzipFragment } from "../platform/cache/gzip-fragment"
import { parse } from "../platform/http/form"
import { respondWithFragments } from "../platform/http/respond"
import { rowId } from "../platform/http/row-id"
import { LAST_ROOM } from "../rooms/last-room"
import { lastRoomOf } from "../rooms/room"
import type { SignedInEnv } from "../sessions/signed-in"
import { rateLimit } from "../users/user"
import { searchPageShell } from "./page"
import { zoneNamed } from "./period"
import { resultsFragment, resultsKey, roomsOf } from "./results"
import {
  cleaned,
  clearRecentSearches,
  type Found,
  findMessages,
  parseQuery,
  recentSearches,
  recordSearch,
} from "./search"

const MEGABYTE = 1024 * 1024

/** The browser says in it where its reader's days begin. */
const ZONE = "time_zone"

const SearchForm = z.object({ q: z.string().default("") })

type Around = { before: GzipFragment; after: GzipFragment }

const frames = new ByteCache<Around>(2 * MEGABYTE)
const lists = new GzipFragmentCache(4 * MEGABYTE)

export const searches = new Hono<SignedInEnv>()

searches.get("/searches", async (c) => {
  const typed = cleaned(c.req.query("q") ?? "")
  if (typed !== "") await rateLimit(c.var.user, "search")
  const below = rowId(c.req.query("before") ?? "")
  const found = await findMessages(c.var.user, {
    query: parseQuery(typed),
    zone: zoneNamed(getCookie(c, ZONE)),
    below,
  })
  return answerSearchPage(c, typed, below, found)
})

searches.post("/searches", async (c) => {
  const query = cleaned(parse(c, SearchForm).q)
  if (query === "") return c.redirect("/searches")
  await recordSearch(c.var.user, query)
  return c.redirect(pathTo(query))
})

searches.delete("/searches/clear", async (c) => {
  await clearRecentSearches(c.var.user)
  return c.redirect("/searches", 303)
})

async function answerSearchPage(
  c: Context<SignedInEnv>,
  query: string,
  below: number | null,
  { results, more, unfinished, unknown }: Found,
) {
  const { user, account, freshUntil } = c.var
  const [rooms, recents, room] = await Promise.all([
    roomsOf(results),
    recentSearches(user),
    lastRoomOf(user, getCookie(c, LAST_ROOM)),
  ])
  const found = {
    count: results.length,
    newest: below === null,
    more: more === null ? null : pathTo(query, more),
    unfinished,
    unknown,
  }
  const exit = room ? `/rooms/${room.id}` : "/"
  const viewer = `${user.id} ${user.updated_at} ${account.updated_at}`
  const frame = JSON.stringify([viewer, query, found, recents, exit])
  const { before, after } = keptAround(frame, () =>
    searchPageShell({ viewer: user, query, words: wordsOf(query), found, recents, exit }),
  )
  // Whoever finds the same shares it, and it is most of the page.
  const list = `${c.env.origin}\n${resultsKey(results, rooms)}`
  const shown = await lists.get(list, () => resultsFragment(results, rooms, c.env.origin))
  return respondWithFragments(c, [before, shown, after], {
    key: `${frame}\n${list}`,
    until: freshUntil,
  })
}

const wordsOf = (query: string) => parseQuery(query).terms.flat()

function keptAround(key: string, draw: () => { before: string; after: string }): Around {
  const known = frames.get(key)
  if (known) return known
  const { before, after } = draw()
  const around = { before: gzipFragment(before), after: gzipFragment(after) }
  frames.set(key, around, 3 * (before.length + after.length) + 2 * key.length)
  return around
}

function pathTo(query: string, below?: number) {
  const asked = new URLSearchParams({ q: query })
  if (below !== undefined) asked.set("before", String(below))
  return `/searches?${asked}`
}
