import { ValidationError } from "../../platform/http/errors"
import type { ReachedRoom } from "../../rooms/room"
import type { User } from "../../users/user"
import type { MessageBody } from "../body/message-body"
import type { Command, Outcome } from "./command"
import { invite } from "./invite"
import { mute } from "./mute"
import { COMMANDS, type CommandName } from "./names"
import { setTopic } from "./topic"

// Messages that play a sound or say an action are stored as they were written.
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
 * @throws {ValidationError} for a word that is no command, and when the command can't be run
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
