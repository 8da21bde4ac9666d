import type { HtmlEscapedString } from "hono/utils/html"
import { compileTemplate } from "../../platform/cache/compile-template"
import { type Micros, millis } from "../../platform/database/database"
import { domId } from "../../platform/ui/dom-id"
import { Avatar } from "../../platform/ui/icon"
import { avatarPath } from "../../users/user"
import { othersThan, ownName, shortName } from "../direct/direct-names"
import type { DirectPerson } from "../direct/direct-people"

/** More avatars would be too small to recognize. */
const MOST_FACES = 4

type DirectRowProps = {
  /** `at` is the time of the last message. */
  room: { id: number; at: Micros; unread?: boolean }
  people: DirectPerson[]
  viewer: { id: number }
}

/** A direct room, shown by the avatars of its other members. */
export function DirectRow({ room, people, viewer }: DirectRowProps) {
  const faces = othersThan(viewer, people).slice(0, MOST_FACES)
  return Row({
    id: room.id,
    at: millis(room.at),
    unread: room.unread ?? false,
    name: ownName(people, viewer),
    shortName: shortName(people, viewer),
    count: faces.length,
    faces: faces.map((person) => Face({ src: avatarPath(person), name: person.name })),
  })
}

type RowProps = {
  id: number
  at: number
  unread: boolean
  name: string
  shortName: string
  count: number
  faces: HtmlEscapedString[]
}

const Row = compileTemplate<RowProps>(({ id, at, unread, name, shortName, count, faces }) => (
  <a
    id={domId("room", id, "list")}
    class={unread ? "direct direct__link unread" : "direct direct__link"}
    href={`/rooms/${id}`}
    title={name}
    data-room-id={id}
    data-sorted-list-number={at}
    data-sorted-list-target="item"
    data-rooms-list-target="room"
    data-badge-dot-target="unread"
  >
    <span class="direct__faces" data-count={count}>
      {faces}
    </span>
    <span class="direct__name" dir="auto" aria-hidden="true">
      {shortName}
    </span>
    <span class="for-screen-reader">Ping with {name}</span>
    <span class="room__unread">
      <span class="for-screen-reader">unread</span>
    </span>
  </a>
))

const Face = compileTemplate<{ src: string; name: string }>(({ src, name }) => (
  <Avatar src={src} title={name} />
))
