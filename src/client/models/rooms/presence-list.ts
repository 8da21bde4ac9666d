type Person = { id: number; name: string; avatar_url: string }
type Member = Person & { state: "active" | "away" }

export type PresenceNews =
  | { type: "presence"; members: Member[] }
  | { type: "joined" | "left" | "appear" | "away"; user: Person }

/** More faces than this don't fit beside a room's name. */
const MOST_FACES = 4

let people = new Map<number, Member>()

/** Takes in what the room says about who is here, and shows it at the top of the page. */
export function showPresence(news: PresenceNews) {
  hear(news)
  const place = document.getElementById("presences")
  if (place) draw(place)
}

function hear(news: PresenceNews) {
  switch (news.type) {
    case "presence":
      people = new Map(news.members.map((member) => [member.id, member]))
      break
    case "left":
      people.delete(news.user.id)
      break
    case "joined":
    case "appear":
      people.set(news.user.id, { ...news.user, state: "active" })
      break
    case "away":
      people.set(news.user.id, { ...news.user, state: "away" })
  }
}

function draw(place: HTMLElement) {
  const members = [...people.values()].sort(inOrder)
  const rows = members.flatMap((member) => rowOf(place, member))
  const faces = rows.slice(0, MOST_FACES).flatMap((row) => row.querySelector("figure") ?? [])
  place.querySelector(".presences__people")?.replaceChildren(...rows)
  place
    .querySelector(".presences__faces")
    ?.replaceChildren(...faces.map((face) => face.cloneNode(true)))
  const count = place.querySelector(".presences__count")
  if (count) count.textContent = String(members.length)
  place.hidden = members.length === 0
}

function rowOf(place: HTMLElement, { name, avatar_url, state }: Member) {
  const template = place.querySelector("template")?.content.firstElementChild
  if (!(template instanceof HTMLElement)) return []
  const row = document.importNode(template, true)
  row.dataset.state = state
  row.querySelector("img")?.setAttribute("src", avatar_url)
  row.querySelector(".presence__name")?.append(name)
  return [row]
}

const inOrder = (a: Member, b: Member) =>
  Number(a.state === "away") - Number(b.state === "away") ||
  a.name.localeCompare(b.name, undefined, { sensitivity: "base" }) ||
  a.id - b.id
