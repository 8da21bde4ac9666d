import { broadcast } from "../../platform/cable/cable"
import { afterCommit, type Micros, type Trx } from "../../platform/database/database"
import { turboStream } from "../../platform/http/turbo-stream"
import { log } from "../../platform/logger"
import { domId } from "../../platform/ui/dom-id"
import { userById } from "../memberships/active-users"
import { DirectRow } from "../sidebar/sidebar-direct-row"
import { isIn, lastMessageAt, visibleRooms } from "../sidebar/sidebar-rooms"
import { ROOMS, sidebarStream } from "../streams"
import { type DirectPerson, peopleOf } from "./direct-people"
import { DirectPlaceholder, placeholderId } from "./direct-placeholder"

type Talk = { id: number; created_at: Micros }

/** A talk began: each of its people finds it on top of their list, and no wish for it any more. */
export function announceDirect(room: Talk, people: DirectPerson[]) {
  for (const viewer of people) {
    const row = (
      <DirectRow room={{ ...room, at: room.created_at }} people={people} viewer={viewer} />
    )
    broadcast(sidebarStream(viewer.id), turboStream("prepend", "direct_rooms", String(row)))
    for (const { id } of people)
      if (id !== viewer.id)
        broadcast(sidebarStream(viewer.id), turboStream("remove", placeholderId(id)))
  }
}

/** Shows somebody's new name or picture to all who have them in their lists, and to nobody else's. */
export function announceAppearance(trx: Trx, user: { id: number }) {
  afterCommit(trx, () => {
    redraw(user).catch((error: unknown) => log.error({ err: error }, "A face stays as it was"))
  })
}

/** Puts somebody new into the lists of people to ping, after those who are there. */
export async function offerPlaceholder(trx: Trx, person: DirectPerson) {
  afterCommit(trx, () => {
    const placeholder = String(<DirectPlaceholder person={person} />)
    broadcast(ROOMS, turboStream("append", "direct_placeholders", placeholder))
  })
}

/** Takes somebody out of the lists of people to ping. */
export async function withdrawPlaceholder(trx: Trx, user: { id: number }) {
  afterCommit(trx, () => broadcast(ROOMS, turboStream("remove", placeholderId(user.id))))
}

async function redraw(user: { id: number }) {
  const [person] = await userById({ id: user.id })
  if (!person) return
  const placeholder = String(<DirectPlaceholder person={person} />)
  broadcast(ROOMS, turboStream("replace", placeholderId(person.id), placeholder))

  const talks = (await visibleRooms(user)).filter(isIn("directs"))
  const people = await peopleOf(talks.map(({ id }) => id))
  for (const talk of talks) {
    const room = { id: talk.id, at: lastMessageAt(talk) }
    for (const viewer of people.get(talk.id) ?? []) {
      const row = <DirectRow room={room} people={people.get(talk.id) ?? []} viewer={viewer} />
      broadcast(
        sidebarStream(viewer.id),
        turboStream("replace", domId("room", talk.id, "list"), String(row)),
      )
    }
  }
}
