import { afterCommit, type Trx } from "../../platform/database/database"
import type { Removal } from "../../users/user"
import { announceGone } from "../presence/presence-broadcasts"
import { roomTypesWhere } from "../types/registry"
import { lockEntrance } from "./members"

/** Whoever is deactivated leaves all rooms but their pings; a ban lets them come back to each. */
export async function leaveSharedRooms(trx: Trx, user: { id: number }, removal: Removal) {
  if (removal === "banned") return
  await lockEntrance(trx)
  const places = await trx
    .selectFrom("presences")
    .innerJoin("memberships", "memberships.id", "presences.membership_id")
    .select(["memberships.id", "memberships.room_id", "memberships.user_id"])
    .where("memberships.user_id", "=", user.id)
    .distinct()
    .execute()
  await trx
    .deleteFrom("memberships")
    .where("user_id", "=", user.id)
    .where("room_id", "in", (rooms) =>
      rooms
        .selectFrom("rooms")
        .select("id")
        .where(
          "type",
          "not in",
          roomTypesWhere(({ members }) => members === "fixed"),
        ),
    )
    .execute()
  afterCommit(trx, () => {
    for (const place of places) void announceGone(place)
  })
}
