import { domId } from "../../platform/ui/dom-id"
import { Icon } from "../../platform/ui/icon"
import { SWITCHER_FRAME, SWITCHER_LIST } from "../../platform/ui/keyboard/switcher-dialog"
import { avatarPath } from "../../users/user"
import type { Destination, SwitcherRoom } from "./switcher"

type Props = { found: Destination[]; complete: boolean }

/** Rooms are links. People without a direct room with the viewer are buttons that start one. */
export function SwitcherOptions({ found, complete }: Props) {
  return (
    <turbo-frame id={SWITCHER_FRAME} target="_top">
      <form action="/rooms/directs" method="post">
        <div
          id={SWITCHER_LIST}
          class="switcher__list"
          role="listbox"
          aria-label="Rooms and people"
          data-switcher-target="list"
          data-complete={complete ? "true" : undefined}
        >
          {found.map((one) =>
            one.kind === "room" ? <RoomOption room={one} /> : <PersonOption person={one} />,
          )}
        </div>
      </form>
    </turbo-frame>
  )
}

function RoomOption({ room }: { room: SwitcherRoom }) {
  return (
    <a
      id={domId("room", room.id, "switcher")}
      class={room.unread ? "switcher__option unread" : "switcher__option"}
      href={`/rooms/${room.id}`}
      role="option"
      aria-selected="false"
      tabindex={-1}
      data-name={room.folded}
      data-room-id={room.id}
      data-switcher-target="option"
    >
      <Face room={room} />
      <span class="switcher__name" dir="auto">
        {room.name}
      </span>
      {room.unread && <span class="switcher__unread">Unread</span>}
    </a>
  )
}

function Face({ room }: { room: SwitcherRoom }) {
  const [first] = room.others
  if (!first) return <Icon name="room" />
  return <Picture person={first} />
}

function PersonOption({
  person,
}: {
  person: { id: number; name: string; updated_at: number; folded: string }
}) {
  return (
    <button
      id={domId("user", person.id, "switcher")}
      class="switcher__option"
      type="submit"
      name="user_ids[]"
      value={person.id}
      role="option"
      aria-selected="false"
      tabindex={-1}
      data-name={person.folded}
      data-switcher-target="option"
    >
      <Picture person={person} />
      <span class="switcher__name" dir="auto">
        {person.name}
      </span>
      <span class="switcher__hint">New ping</span>
    </button>
  )
}

function Picture({ person }: { person: { id: number; updated_at: number } }) {
  return (
    <img
      class="switcher__face"
      src={avatarPath(person)}
      alt=""
      width={24}
      height={24}
      loading="lazy"
    />
  )
}
