import { afterCommit, type Trx } from "../../platform/database/database"
import { log } from "../../platform/logger"
import type { Removal } from "../../users/user"
import { removePresences } from "../presence/presence"
import { roomTypesWhere } from "../types/registry"
import { lockEntrance } from "./members"

/** A deactivated user leaves all rooms except direct ones; a banned user keeps their memberships. */
export async function leaveSharedRooms(trx: Trx, user: { id: number }, removal: Removal) {
  if (removal === "banned") return
  await lockEntrance(trx)
  const left = await trx
    .deleteFrom("memberships")
    .where("user_id", "=", user.id)
    .where(
      ({ fn }) => fn.coalesce("access_room_id", "room_id"),
      "in",
      (rooms) =>
        rooms
          .selectFrom("rooms")
          .select("id")
          .where("root_room_id", "is", null)
          .where(
            "type",
            "not in",
            roomTypesWhere(({ members }) => members === "fixed"),
          ),
    )
    .returning("room_id")
    .execute()
  const room_ids = left.map(({ room_id }) => room_id)
  afterCommit(trx, () => {
    removePresences(user, room_ids).catch((error) =>
      log.warn({ err: error }, "Cannot remove presences; they expire within a minute"),
    )
  })
}
