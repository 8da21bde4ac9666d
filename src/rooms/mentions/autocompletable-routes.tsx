import { type Context, Hono } from "hono"
import { NotFound } from "../../platform/http/errors"
import type { SignedInEnv } from "../../sessions/session"
import { begins, type Suggestion, suggestMentions, suggestPeople } from "../../users/user"
import { memberIds } from "../memberships/members"
import { namesakeLines } from "../memberships/namesake-lines"
import { mayChangeRoom, reachAccessRoom, reachRoom } from "../room"
import { EVERYONE } from "./everyone"
import { MentionPrompt } from "./mention-prompt"

export const autocompletions = new Hono<SignedInEnv>()

autocompletions.get("/autocompletable/users", async (c) => {
  const { query = "", room_id, filter } = c.req.query()
  if (filter !== undefined && room_id !== undefined) return mentionPrompt(c, room_id, filter)
  const page = Math.max(1, Math.trunc(Number(c.req.query("page"))) || 1)
  const among =
    room_id === undefined ? undefined : await memberIds(await loadRoom(c.var.user, room_id))
  const { suggestions, total, more } = await suggestPeople(
    { query, page, among },
    c.var.people_updated_at,
  )
  const people = suggestions.map(({ value: id, name }) => ({ id, name }))
  const lines = await namesakeLines(people, c.var.user, c.var.people_updated_at)
  c.header("X-Total-Count", String(total))
  if (more) c.header("Link", `<${nextPage(c.env.origin, c.req.url, page)}>; rel="next"`)
  return c.json(suggestions.map((suggestion) => withNote(suggestion, lines.get(suggestion.value))))
})

/** Serves the editor's mention menu, in the elements that the editor expects. */
async function mentionPrompt(c: Context<SignedInEnv>, room_id: string, filter: string) {
  const room = await loadRoom(c.var.user, room_id)
  const among = await memberIds(room)
  const { people, members } = await suggestMentions({ filter, among }, c.var.people_updated_at)
  const everyone = mayChangeRoom(c.var.user, room) && begins(EVERYONE.slice(1), filter)
  const lines = await namesakeLines(people, c.var.user, c.var.people_updated_at)
  return c.html(
    <MentionPrompt people={people} lines={lines} everyone={everyone ? members : null} />,
  )
}

/** Tells people of one name apart; escaped as the name is. */
const withNote = (suggestion: Suggestion, line: string | undefined) =>
  line === undefined ? suggestion : { ...suggestion, note: Bun.escapeHTML(line) }

// The room is in the query, not in the path, so `withRoom` does not fit. In a child room all who may
// enter it can be mentioned.
async function loadRoom(user: { id: number }, room_id: string) {
  const room = await reachRoom(user, room_id)
  if (!room) throw new NotFound()
  return reachAccessRoom(user, room)
}

function nextPage(origin: string, url: string, page: number) {
  const { pathname, search } = new URL(url)
  const next = new URL(pathname + search, origin)
  next.searchParams.set("page", String(page + 1))
  return next.href
}
