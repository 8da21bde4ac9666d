import { type Argument, prepared } from "../platform/database/database"

/** Somebody as rooms show them. */
export const userById = prepared((db, argument: Argument<{ id: number }>) =>
  db.selectFrom("users").select(["id", "name", "updated_at"]).where("id", "=", argument("id")),
)
