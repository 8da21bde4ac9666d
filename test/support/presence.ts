import { sql } from "kysely"
import { dialect, transient } from "../../src/platform/database/database"

/** Makes all that is known of presences so much older than it is. */
export async function agePresences(time: number) {
  const visible =
    dialect() === "sqlite"
      ? sql<string>`(select json_group_object(key, value - ${time}) from json_each(visible))`
      : sql<string>`(select coalesce(jsonb_object_agg(key, value::bigint - ${time}::bigint), '{}')
          from jsonb_each(visible))`
  await transient()
    .updateTable("presences")
    .set(({ eb }) => ({
      visible,
      visible_at: eb("visible_at", "-", time),
      hidden_at: eb("hidden_at", "-", time),
      left_at: eb("left_at", "-", time),
      seen_at: eb("seen_at", "-", time),
    }))
    .execute()
}
