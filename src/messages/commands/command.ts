import type { ReachedRoom } from "../../rooms/room"
import type { User } from "../../users/user"
import type { MessageBody } from "../body/message-body"

export type Request = {
  room: ReachedRoom
  author: Pick<User, "id" | "role">
  /** The body after the command's name. */
  rest: MessageBody
  /** The body as it was written. */
  body: MessageBody
}

/** A body to post, or the result of what was done, for the author alone. */
export type Outcome = { post: MessageBody } | { notice: string; streams?: string }

export type Command = (request: Request) => Outcome | Promise<Outcome>
