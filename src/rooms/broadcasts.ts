import { broadcast } from "../platform/cable/cable"
import { afterCommit, type Trx } from "../platform/database/database"
import type { Revision } from "./memberships/members"
import {
  pageCleared,
  rowPrepended,
  rowRemoved,
  rowReplaced,
  titleReplaced,
} from "./page/row-streams"
import { messagesStream, ROOMS, sidebarStream } from "./streams"
import type { Room } from "./table"
import { roomType } from "./types/registry"

/** Adds a new room to the sidebars of its members; an open one through the stream of all users. */
export function announceNewRoom(trx: Trx, room: Room, members: number[]) {
  afterCommit(trx, () => {
    tellAbout(room, members, rowPrepended(room))
  })
}

/** Adds the row for new members, removes it for former ones, and replaces it for the others. */
export function announceChange(trx: Trx, before: Room, after: Room, revision: Revision) {
  afterCommit(trx, () => {
    tell(revision.granted, rowPrepended(after))
    tell(
      revision.revoked,
      rowRemoved(after) + pageCleared(after, "You are no longer in this room."),
    )
    if (before.name !== after.name) broadcast(messagesStream(after), titleReplaced(after))
    if (rowOf(before) === rowOf(after)) return
    tellAbout(after, revision.kept, rowReplaced(after))
  })
}

/** Notifies the room's former members, and nobody else. */
export function announceRemoval(trx: Trx, room: Pick<Room, "id">, members: number[]) {
  afterCommit(trx, () => {
    broadcast(messagesStream(room), pageCleared(room, "This room was deleted."))
    tell(members, rowRemoved(room))
  })
}

// The parts of a room that its row shows.
const rowOf = ({ name, type }: Room) => `${type} ${name}`

function tellAbout(room: Room, members: number[], streams: string) {
  if (roomType(room.type).members === "everyone") broadcast(ROOMS, streams)
  else tell(members, streams)
}

function tell(user_ids: number[], streams: string) {
  for (const user_id of user_ids) broadcast(sidebarStream(user_id), streams)
}
