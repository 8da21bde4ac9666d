import type { Reader } from "../../platform/database/database"
import type { Mentionable } from "../../users/mention"
import { type AttachmentAttributes, attachmentsIn } from "./rich-text/rich-text"
import { type Referent, referentOf } from "./sgid"

/** Those whom messages name, by id, as they are now. */
export type Mentioned = Map<number, Mentionable>

/** Of how many people one message shows the names; more would be an attack on its readers. */
const MOST = 200

export const NOBODY: Mentioned = new Map()

/** Everyone whom any of `bodies` names, asked once for all of them. */
export async function mentionedIn(db: Reader, bodies: string[]): Promise<Mentioned> {
  const ids = [...new Set(bodies.flatMap(peopleNamedIn))]
  if (ids.length === 0) return NOBODY
  const people = await db
    .selectFrom("users")
    .select(["id", "name", "bio", "updated_at"])
    .where("id", "in", ids)
    .execute()
  return new Map(people.map((person) => [person.id, person]))
}

/** Ids in the order of the body, each once; nothing says that there is anybody behind them. */
export function peopleNamedIn(body: string): number[] {
  const named = referentsIn(body).filter((referent) => referent !== "everyone")
  return [...new Set(named)].slice(0, MOST)
}

export const namesEveryone = (body: string) => referentsIn(body).includes("everyone")

/** What an attachment element is a mention of; like Campfire we go by its reference alone. */
export const referentIn = ({ sgid }: AttachmentAttributes): Referent | null =>
  sgid === undefined ? null : referentOf(sgid)

const referentsIn = (body: string) =>
  attachmentsIn(body)
    .map(referentIn)
    .filter((referent) => referent !== null)
