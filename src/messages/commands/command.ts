/** What somebody writes after a slash to have something done instead of said. */

import { ValidationError } from "../../platform/http/errors"
import type { ReachedRoom } from "../../rooms/room"
import type { User } from "../../users/user"
import { invite } from "./invite"
import { mute } from "./mute"
import { COMMANDS, type CommandName } from "./names"
import { parseCommand, unescapeSlash } from "./read"
import { shrug } from "./shrug"
import { setTopic } from "./topic"

export { keepLeadingSpace } from "./read"

export type Request = {
  room: ReachedRoom
  person: Pick<User, "id" | "role">
  /** What stands after the command's name, as a body. */
  rest: string
  /** All of it, as it was written. */
  body: string
}

/** Something is said after all, or something was done, of which only whoever asked hears. */
export type Outcome = { says: string } | { notice: string; streams?: string }

type Command = (request: Request) => Outcome | Promise<Outcome>

// What sounds and actions are told by is what they say, wherever it comes from.
const asWritten: Command = ({ body }) => ({ says: body })

const RUN: Record<CommandName, Command> = {
  invite: invite,
  me: asWritten,
  mute,
  play: asWritten,
  shrug,
  topic: setTopic,
}

/**
 * Does what `body` asks for, or gives back what it says.
 *
 * @throws {ValidationError} for a word that is no command, and when the command can't be done
 */
export async function runCommand(
  room: ReachedRoom,
  person: Pick<User, "id" | "role">,
  body: string,
): Promise<Outcome> {
  const written = parseCommand(body)
  if (written === null) return { says: unescapeSlash(body) }
  if ("unknown" in written) throw unknown(written.unknown)
  return RUN[written.name]({ room, person, rest: written.rest, body })
}

const NAMES = COMMANDS.map(({ name }) => `/${name}`)

const unknown = (word: string) =>
  new ValidationError(
    `There is no /${word}, only ${NAMES.slice(0, -1).join(", ")} and ${NAMES.at(-1)}. To send it as it is, begin with a second slash: //${word}`,
    "message[body]",
  )
