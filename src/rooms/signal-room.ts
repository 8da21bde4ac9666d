import { type Argument, prepared } from "../platform/database/database"

/** What a room type needs of a room to tell people that it is unread, or read. */
export const signalRoom = prepared((db, argument: Argument<{ id: number }>) =>
  db
    .selectFrom("rooms")
    .select(["id", "type", "parent_message_id"])
    .where("id", "=", argument("id")),
)
