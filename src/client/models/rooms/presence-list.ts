type Person = { id: number; name: string; avatar_url: string }
type Member = Person & { state: "active" | "away" }

export type PresenceNews =
  | { type: "presence"; members: Member[] }
  | { type: "joined" | "left" | "appear" | "away"; user: Person }

/** More avatars than this don't fit beside a room's name. */
const MAX_AVATARS = 4

let people = new Map<number, Member>()

/** Applies a presence update and renders the list in the room's bar. */
export function showPresence(update: PresenceNews) {
  applyUpdate(update)
  const element = document.getElementById("presences")
  if (element) render(element)
}

/** Shows the new name and picture of somebody who is present. */
export function showPresent({ id, name, path }: { id: number; name: string; path: string }) {
  const member = people.get(id)
  if (!member) return
  people.set(id, { ...member, name, avatar_url: path })
  const element = document.getElementById("presences")
  if (element) render(element)
}

function applyUpdate(update: PresenceNews) {
  switch (update.type) {
    case "presence":
      people = new Map(update.members.map((member) => [member.id, member]))
      break
    case "left":
      people.delete(update.user.id)
      break
    case "joined":
    case "appear":
      people.set(update.user.id, { ...update.user, state: "active" })
      break
    case "away":
      people.set(update.user.id, { ...update.user, state: "away" })
  }
}

function render(element: HTMLElement) {
  const members = [...people.values()].sort(byStateAndName)
  const rows = members.flatMap((member) => renderRow(element, member))
  const avatars = rows.slice(0, MAX_AVATARS).flatMap((row) => row.querySelector("figure") ?? [])
  element.querySelector(".presences__people")?.replaceChildren(...rows)
  element
    .querySelector(".presences__faces")
    ?.replaceChildren(...avatars.map((avatar) => avatar.cloneNode(true)))
  const count = element.querySelector(".presences__count")
  if (count) count.textContent = String(members.length)
  element.hidden = members.length === 0
}

function renderRow(element: HTMLElement, { name, avatar_url, state }: Member) {
  const template = element.querySelector("template")?.content.firstElementChild
  if (!(template instanceof HTMLElement)) return []
  const row = document.importNode(template, true)
  row.dataset.state = state
  row.querySelector("img")?.setAttribute("src", avatar_url)
  row.querySelector(".presence__name")?.append(name)
  return [row]
}

const byStateAndName = (a: Member, b: Member) =>
  Number(a.state === "away") - Number(b.state === "away") ||
  a.name.localeCompare(b.name, undefined, { sensitivity: "base" }) ||
  a.id - b.id
