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

/** Shows a new room to all who may see it: an open one on the line that everybody follows. */
export function announceNewRoom(trx: Trx, room: Room, members: number[]) {
  afterCommit(trx, () => {
    tellAbout(room, members, rowPrepended(room))
  })
}

/** Gives the row to whoever was let in, takes it from whoever was not, and shows the rest what is new. */
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

/** Tells those who were in the room, and nobody else. */
export function announceRemoval(trx: Trx, room: Pick<Room, "id">, members: number[]) {
  afterCommit(trx, () => {
    broadcast(messagesStream(room), pageCleared(room, "This room was deleted."))
    tell(members, rowRemoved(room))
  })
}

// What of a room a row shows.
const rowOf = ({ name, type }: Room) => `${type} ${name}`

function tellAbout(room: Room, members: number[], streams: string) {
  if (roomType(room.type).members === "everyone") broadcast(ROOMS, streams)
  else tell(members, streams)
}

function tell(user_ids: number[], streams: string) {
  for (const user_id of user_ids) broadcast(sidebarStream(user_id), streams)
}
