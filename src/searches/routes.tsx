import { type Context, Hono } from "hono"
import { getCookie } from "hono/cookie"
import { z } from "zod"
import { cache } from "../platform/cache/cache"
import { type GzipFragment, gzipFragment, memoryOf } from "../platform/cache/gzip-fragment"
import { minutes, now } from "../platform/database/database"
import { parse, rowId } from "../platform/http/form"
import { respondWithFragments } from "../platform/http/respond"
import { unchangedResponse } from "../platform/http/response-cache"
import { LAST_ROOM, lastRoomOf } from "../rooms/room"
import type { SignedInEnv } from "../sessions/session"
import { rateLimit } from "../users/user"
import { searchPageShell } from "./page"
import { zoneNamed } from "./period"
import { resultsFragment, resultsKey, roomsOf } from "./results"
import {
  clearRecentSearches,
  type Found,
  findMessages,
  isEmptyQuery,
  normalizeQuery,
  parseQuery,
  recordSearch,
} from "./search"
import { searchState } from "./search-state"

const MEGABYTE = 1024 * 1024

/** The browser sets its IANA time zone in this cookie. */
const TIME_ZONE_COOKIE = "time_zone"

const SearchForm = z.object({ q: z.string().default("") })

type PageShell = { before: GzipFragment; after: GzipFragment }

const shells = cache<PageShell>("search-shells", {
  budget: 2 * MEGABYTE,
  size: ({ before, after }) => memoryOf([before, after]),
})
const lists = cache<GzipFragment>("search-results", {
  budget: 4 * MEGABYTE,
  size: ({ memory }) => memory,
})

export const searches = new Hono<SignedInEnv>()

searches.get("/searches", async (c) => {
  const { user } = c.var
  // Before the search: what it reads may be newer than its state, but never older.
  const { key, recents, isIndexing } = await searchState(user)
  const state = `${c.var.state} ${key}`
  const unchanged = unchangedResponse(c, state)
  if (unchanged) return unchanged
  const typed = normalizeQuery(c.req.query("q") ?? "")
  if (typed !== "") await rateLimit(user, "search")
  const below = rowId(c.req.query("before") ?? "")
  const found = await findMessages(user, {
    query: parseQuery(typed),
    zone: zoneNamed(getCookie(c, TIME_ZONE_COOKIE)),
    below,
  })
  return respondWithSearchPage(c, { query: typed, below, state, recents, isIndexing }, found)
})

searches.post("/searches", async (c) => {
  const query = normalizeQuery(parse(c, SearchForm).q)
  if (query === "") return c.redirect("/searches")
  await recordSearch(c.var.user, query)
  return c.redirect(pathTo(query))
})

searches.delete("/searches/clear", async (c) => {
  await clearRecentSearches(c.var.user)
  return c.redirect("/searches", 303)
})

type Searched = {
  query: string
  below: number | null
  state: string
  recents: string[]
  isIndexing: boolean
}

async function respondWithSearchPage(
  c: Context<SignedInEnv>,
  { query, below, state, recents, isIndexing }: Searched,
  { results, more, unfinished, unknown }: Found,
) {
  const { user, account, freshUntil } = c.var
  const [rooms, room] = await Promise.all([
    roomsOf(results),
    lastRoomOf(user, getCookie(c, LAST_ROOM)),
  ])
  const found = {
    count: results.length,
    newest: below === null,
    more: more === null ? null : pathTo(query, more),
    unfinished,
    unknown,
    isEmpty: isEmptyQuery(parseQuery(query)),
    isIndexing,
  }
  const exit = room ? `/rooms/${room.id}` : "/"
  const viewer = `${user.id} ${user.updated_at} ${account.updated_at}`
  const shellKey = JSON.stringify([viewer, query, found, recents, exit])
  const { before, after } = shells.get(shellKey, () => {
    const { terms } = parseQuery(query)
    const shell = searchPageShell({ viewer: user, query, terms, found, recents, exit })
    return { before: gzipFragment(shell.before), after: gzipFragment(shell.after) }
  })
  // Viewers with the same results share this fragment, which is most of the page.
  const listKey = resultsKey(results, rooms)
  const list = await lists.load(listKey, () => resultsFragment(results, rooms))
  return respondWithFragments(c, [before, list, after], {
    key: `${shellKey}\n${listKey}`,
    state,
    // The words "today" and "yesterday" change their meaning without a write.
    until: Math.min(freshUntil, now() + minutes(1)),
  })
}

function pathTo(query: string, below?: number) {
  const params = new URLSearchParams({ q: query })
  if (below !== undefined) params.set("before", String(below))
  return `/searches?${params}`
}
