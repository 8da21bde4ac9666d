import { broadcast } from "../../platform/cable/cable"
import { afterCommit, type Micros, type Trx } from "../../platform/database/database"
import { turboStream } from "../../platform/http/turbo-stream"
import { log } from "../../platform/logger"
import { domId } from "../../platform/ui/dom-id"
import { type Mentionable, profileStream } from "../../users/user"
import { userById } from "../memberships/active-users"
import { titleReplaced } from "../page/row-streams"
import { DirectRow } from "../sidebar/sidebar-direct-row"
import { isIn, lastMessageAt, visibleRooms } from "../sidebar/sidebar-rooms"
import { ROOMS, sidebarStream } from "../streams"
import { ownName } from "./direct-names"
import { type DirectPerson, peopleOf } from "./direct-people"
import { DirectPlaceholder, placeholderId } from "./direct-placeholder"

type DirectRoom = { id: number; created_at: Micros }

/** Prepends a new direct room to its members' sidebars, and removes their placeholders for each other. */
export function announceDirect(room: DirectRoom, people: DirectPerson[]) {
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

/**
 * Broadcasts the user's new name and picture, and replaces the rows and titles of their direct rooms.
 * Pages request the messages that show the user again.
 */
export function announceAppearance(trx: Trx, user: { id: number }) {
  afterCommit(trx, () => {
    broadcastAppearance(user).catch((error: unknown) =>
      log.error({ err: error, user_id: user.id }, "Could not broadcast a changed profile"),
    )
  })
}

/** Appends a new user to the placeholders in all sidebars. */
export async function offerPlaceholder(trx: Trx, person: Mentionable) {
  afterCommit(trx, () => {
    const placeholder = String(<DirectPlaceholder person={person} />)
    broadcast(ROOMS, turboStream("append", "direct_placeholders", placeholder))
  })
}

/** Removes a user's placeholder from all sidebars. */
export async function withdrawPlaceholder(trx: Trx, user: { id: number }) {
  afterCommit(trx, () => broadcast(ROOMS, turboStream("remove", placeholderId(user.id))))
}

async function broadcastAppearance(user: { id: number }) {
  const [person] = await userById({ id: user.id })
  if (!person) return
  broadcast(ROOMS, profileStream(person))
  const placeholder = String(<DirectPlaceholder person={person} />)
  broadcast(ROOMS, turboStream("replace", placeholderId(person.id), placeholder))

  const directs = (await visibleRooms(user)).filter(isIn("directs"))
  const people = await peopleOf(directs.map(({ id }) => id))
  for (const direct of directs) {
    const room = { id: direct.id, at: lastMessageAt(direct) }
    const members = people.get(direct.id) ?? []
    for (const viewer of members) {
      const row = <DirectRow room={room} people={members} viewer={viewer} />
      broadcast(
        sidebarStream(viewer.id),
        turboStream("replace", domId("room", direct.id, "list"), String(row)) +
          titleReplaced({ id: direct.id, type: "direct", name: ownName(members, viewer) }),
      )
    }
  }
}
