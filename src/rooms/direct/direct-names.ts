import { initialsOf } from "../../users/user"

export type Named = { id: number; name: string }

/** The name of a direct room, the same for everyone. */
export const sharedName = (people: readonly Named[]) =>
  sentence([...people].sort(byName).map(({ name }) => name))

/** The name for one member: the others' names, or their own when they are the only member. */
export const ownName = (people: readonly Named[], viewer: { id: number }) =>
  sharedName(othersThan(viewer, people))

/** The caption below an avatar: the first name of one member, or the initials of several. */
export function shortName(people: readonly Named[], viewer: { id: number }) {
  const others = othersThan(viewer, people)
  const [only] = others
  if (only && others.length === 1) return only.name.trim().split(/\s+/)[0] ?? ""
  const initials = others.map(({ name }) => initialsOf(name))
  return initials.length === 2 ? initials.join("+") : sentence(initials)
}

/** The other members by name; the viewer when they are the only member. */
export function othersThan<Person extends Named>(
  viewer: { id: number },
  people: readonly Person[],
): Person[] {
  const others = people.filter(({ id }) => id !== viewer.id)
  return (others.length > 0 ? others : [...people]).sort(byName)
}

const { compare } = new Intl.Collator("en", { sensitivity: "base" })
const byName = (a: Named, b: Named) => compare(a.name, b.name) || a.id - b.id

function sentence(words: readonly string[]) {
  const last = words.at(-1) ?? ""
  if (words.length <= 1) return last
  if (words.length === 2) return words.join(" and ")
  return `${words.slice(0, -1).join(", ")}, and ${last}`
}
