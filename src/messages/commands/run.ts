import { ValidationError } from "../../platform/http/errors"
import { involve, involvementReplaced, type ReachedRoom } from "../../rooms/room"
import type { User } from "../../users/user"
import type { MessageBody } from "../body/message-body"
import type { Command, Outcome, Request } from "./command"
import { invite } from "./invite"
import { COMMANDS, type CommandName } from "./names"
import { setTopic } from "./topic"

// `/play` and `/me` are stored as written: the renderer turns them into a sound or an action.
const asWritten: Command = ({ body }) => ({ post: body })

const SHRUG = "¯\\_(ツ)_/¯"

/** Posts the rest with a shrug at the end of its first paragraph. */
const shrug: Command = ({ rest }) => ({ post: rest.withEnding(SHRUG) })

const RUN: Record<CommandName, Command> = {
  invite,
  me: asWritten,
  mute,
  play: asWritten,
  shrug,
  topic: setTopic,
}

/**
 * Runs the command that `body` begins with.
 *
 * @throws {ValidationError} when the command is unknown or can't run
 */
export async function runCommand(
  room: ReachedRoom,
  author: Pick<User, "id" | "role">,
  body: MessageBody,
): Promise<Outcome> {
  const { command } = body
  if (command === null) return { post: body.unescaped }
  if ("unknown" in command) throw unknown(command.unknown)
  return RUN[command.name]({ room, author, rest: command.rest, body })
}

const NAMES = COMMANDS.map(({ name }) => `/${name}`)

const unknown = (word: string) =>
  new ValidationError(
    `There is no /${word}, only ${NAMES.slice(0, -1).join(", ")} and ${NAMES.at(-1)}. To send it as it is, begin with a second slash: //${word}`,
    "message[body]",
  )

/** Turns the author's notifications for the room off. */
async function mute({ room }: Pick<Request, "room">): Promise<Outcome> {
  const { involvement } = room.membership
  if (involvement === "nothing" || involvement === "invisible")
    return { notice: `You are not notified about ${room.own_name} as it is.` }
  await involve(room, "nothing")
  return {
    notice: `You won’t be notified about ${room.own_name} any more. The bell at the top brings it back.`,
    streams: involvementReplaced(room, "nothing"),
  }
}
