import type { User } from "./table"

export type Namesake = Pick<
  User,
  "id" | "name" | "bio" | "role" | "email_address" | "created_at"
> & { folded: string }

/** The groups of two or more with one folded name, by that name. */
export const groupNamesakes = (people: Namesake[]): Map<string, Namesake[]> =>
  new Map([...Map.groupBy(people, ({ folded }) => folded)].filter(([, { length }]) => length > 1))

/**
 * A line for each person of one name that tells them apart, by id: the bio, and where that is not
 * enough what else `viewer` may see.
 *
 * @param rooms the names of the rooms that the viewer shares with a person, by the person's id
 */
export function tellApart(
  namesakes: Namesake[],
  viewer: { role: string },
  rooms: Map<number, string[]> = new Map(),
): Map<number, string> {
  const shared = namesakes.flatMap(({ id }) => [...new Set(rooms.get(id))])
  const counts = new Map(
    [...Map.groupBy(shared, (room) => room)].map(([room, all]) => [room, all.length]),
  )
  // A room that the viewer shares with only one of them.
  const ownRoom = ({ id }: Namesake) => rooms.get(id)?.find((room) => counts.get(room) === 1)
  const facts = new Map(
    namesakes.map((person) => [person, factsOf(person, viewer, ownRoom(person))]),
  )
  const lines = new Map<number, string>()
  let left = namesakes
  for (let count = 1; left.length > 0; count++) {
    const line = (person: Namesake) => facts.get(person)?.slice(0, count).join(" · ") ?? ""
    const alike = [...Map.groupBy(left, line).values()]
    for (const [person, ...others] of alike)
      if (person && others.length === 0) lines.set(person.id, line(person))
    left = alike.filter(({ length }) => length > 1).flat()
  }
  return lines
}

/** Never the same for two people: the last is their number. */
function factsOf(
  { id, bio, role, email_address, created_at }: Namesake,
  viewer: { role: string },
  room: string | undefined,
) {
  return [
    bio?.replace(/\s+/g, " ").trim(),
    role === "bot" && "Bot",
    // Only administrators see the mail addresses of others.
    viewer.role === "administrator" && email_address,
    room && `In ${room}`,
    `Joined ${DAY.format(created_at / 1000)}`,
    `No. ${id}`,
  ].filter((fact): fact is string => typeof fact === "string" && fact !== "")
}

const DAY = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" })

/** The line below the name. Nothing without one. */
export function NamesakeLine({ id, line }: { id?: string; line: string | undefined }) {
  if (line === undefined) return null
  return (
    <small id={id} class="namesake-line" dir="auto">
      {line}
    </small>
  )
}
