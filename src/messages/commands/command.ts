import type { ReachedRoom } from "../../rooms/room"
import type { User } from "../../users/user"
import type { MessageBody } from "../body/message-body"

export type Request = {
  room: ReachedRoom
  author: Pick<User, "id" | "role">
  /** The body after the command's name. */
  rest: MessageBody
  /** The body as the author wrote it. */
  body: MessageBody
}

/** A body to post, or the command's result, which only the author sees. */
export type Outcome = { post: MessageBody } | { notice: string; streams?: string }

export type Command = (request: Request) => Outcome | Promise<Outcome>
