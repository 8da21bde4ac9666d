import type { User } from "../users/user"
import type { Room } from "./table"

/**
 * Whether somebody in the room may rename, open, close and remove it, and say who is in it:
 * whoever made it, and administrators. A ping belongs to all of its people, and stays as it is.
 */
export const mayChange = (
  user: Pick<User, "id" | "role">,
  room: Pick<Room, "type" | "creator_id">,
) => room.type !== "direct" && (user.role === "administrator" || user.id === room.creator_id)
