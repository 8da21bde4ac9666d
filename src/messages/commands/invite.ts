import { ValidationError } from "../../platform/http/errors"
import { fold } from "../../platform/text/fold"
import { activeUsersById, activeUsersNamed, inviteTo } from "../../rooms/room"
import type { User } from "../../users/user"
import type { MessageBody } from "../body/message-body"
import type { Outcome, Request } from "./command"

/** Adds the users that the command names to a closed room. */
export async function invite({ room, author, rest }: Request): Promise<Outcome> {
  const users = await usersIn(rest)
  const invited = await inviteTo(room, author, users)
  const here = users.filter((user) => !invited.includes(user))
  return {
    notice: [sentence(invited, "in now"), sentence(here, "here already")].filter(Boolean).join(" "),
  }
}

async function usersIn(rest: MessageBody): Promise<Pick<User, "id" | "name">[]> {
  if (rest.mentionedIds.length > 0) return activeUsersById(rest.mentionedIds)
  const name = rest.text().trim().replace(/^@/, "").trim()
  if (name === "") throw refused("Nobody was invited. Add a name: /invite @name.")
  const found = await activeUsersNamed(name)
  if (found.length === 0)
    throw refused(`Nobody was invited: no one here is called ${name}. Check the name.`)
  if (new Set(found.map((user) => fold(user.name))).size < found.length)
    throw refused(
      `Nobody was invited: ${list(found)} have the same name. Choose one from the menu that @ opens.`,
    )
  if (found.length > 1)
    throw refused(`Nobody was invited: ${list(found)} go by that name. Write it in full.`)
  return found
}

const refused = (message: string) => new ValidationError(message, "message[body]")

const sentence = (people: Pick<User, "id" | "name">[], what: string) =>
  people.length > 0 && `${list(people)} ${people.length > 1 ? "are" : "is"} ${what}.`

const list = (people: Pick<User, "id" | "name">[]) =>
  new Intl.ListFormat("en").format(people.slice(0, 5).map(({ name }) => name))
