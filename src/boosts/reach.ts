import { database } from "../platform/database/database"
import { rowId } from "../platform/http/form"
import type { BoostView } from "./boost-item"
import type { Boost } from "./table"

/** Boosts by message id, oldest first. */
export async function boostsOf(messages: { id: number }[]): Promise<Map<number, BoostView[]>> {
  const rows = await database()
    .selectFrom("boosts")
    .innerJoin("users", "users.id", "boosts.booster_id")
    .where(
      "boosts.message_id",
      "in",
      messages.map(({ id }) => id),
    )
    .orderBy("boosts.id")
    .select([
      "boosts.id",
      "boosts.message_id",
      "boosts.content",
      "users.id as booster_id",
      "users.name",
      "users.updated_at",
    ])
    .execute()
  const boosts = rows.map(({ booster_id, name, updated_at, ...boost }) => ({
    ...boost,
    booster: { id: booster_id, name, updated_at },
  }))
  return Map.groupBy(boosts, ({ message_id }) => message_id)
}

/**
 * The user's own boost of a message.
 *
 * @param message one that `user` may read
 * @param id unvalidated
 */
export async function reachOwnBoost(
  user: { id: number },
  message: { id: number },
  id: string,
): Promise<Boost | null> {
  const boost_id = rowId(id)
  if (boost_id === null) return null
  const found = await database()
    .selectFrom("boosts")
    .selectAll()
    .where("id", "=", boost_id)
    .where("message_id", "=", message.id)
    .where("booster_id", "=", user.id)
    .executeTakeFirst()
  return found ?? null
}
