import { Hono } from "hono"
import type { PersonEnv } from "../sessions/person"
import { suggestPeople } from "../users/autocomplete"
import { NotFound } from "../web/refused"
import { peopleIn } from "./direct-people"
import { reachRoom } from "./room"

export const autocompletions = new Hono<PersonEnv>()

autocompletions.get("/autocompletable/users", async (c) => {
  const { query = "", room_id } = c.req.query()
  const page = Math.max(1, Math.trunc(Number(c.req.query("page"))) || 1)
  const among = room_id === undefined ? undefined : await peopleOfRoom(c.var.user, room_id)
  const { suggestions, total, more } = await suggestPeople(
    { query, page, among },
    c.var.people_updated_at,
  )
  c.header("X-Total-Count", String(total))
  if (more) c.header("Link", `<${nextPage(c.env.origin, c.req.url, page)}>; rel="next"`)
  return c.json(suggestions)
})

async function peopleOfRoom(user: { id: number }, room_id: string) {
  const room = await reachRoom(user, room_id)
  if (!room) throw new NotFound()
  const people = await peopleIn({ room_id: room.id })
  return new Set(people.map(({ id }) => id))
}

function nextPage(origin: string, url: string, page: number) {
  const { pathname, search } = new URL(url)
  const next = new URL(pathname + search, origin)
  next.searchParams.set("page", String(page + 1))
  return next.href
}
