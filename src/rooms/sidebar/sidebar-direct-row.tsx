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
  const name = ownName(people, viewer)
  return (
    <a
      id={domId("room", room.id, "list")}
      class={room.unread ? "direct direct__link unread" : "direct direct__link"}
      href={`/rooms/${room.id}`}
      title={name}
      data-room-id={room.id}
      data-sorted-list-number={millis(room.at)}
      data-sorted-list-target="item"
      data-rooms-list-target="room"
      data-badge-dot-target="unread"
    >
      <span class="direct__faces" data-count={faces.length}>
        {faces.map((person) => (
          <Avatar src={avatarPath(person)} title={person.name} />
        ))}
      </span>
      <span class="direct__name" dir="auto" aria-hidden="true">
        {shortName(people, viewer)}
      </span>
      <span class="for-screen-reader">Ping with {name}</span>
      <span class="room__unread">
        <span class="for-screen-reader">unread</span>
      </span>
    </a>
  )
}
