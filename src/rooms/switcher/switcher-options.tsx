import { compileTemplate } from "../../platform/cache/compile-template"
import { domId } from "../../platform/ui/dom-id"
import { Icon } from "../../platform/ui/icon"
import { SWITCHER_FRAME, SWITCHER_LIST } from "../../platform/ui/keyboard/switcher-dialog"
import { avatarPath, NamesakeLine } from "../../users/user"
import type { Destination, SwitcherRoom } from "./switcher"

type Props = { found: Destination[]; complete: boolean; lines: Map<number, string> }

/** Rooms are links. People without a direct room with the viewer are buttons that start one. */
export function SwitcherOptions({ found, complete, lines }: Props) {
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
            one.kind === "room" ? (
              <RoomOption room={one} lines={lines} />
            ) : (
              Person({
                id: one.id,
                name: one.name,
                line: lines.get(one.id),
                folded: one.folded,
                face: avatarPath(one),
              })
            ),
          )}
        </div>
      </form>
    </turbo-frame>
  )
}

type RoomOptionProps = { room: SwitcherRoom; lines: Map<number, string> }

function RoomOption({ room: { id, name, folded, unread, others }, lines }: RoomOptionProps) {
  const [first] = others
  const line = others.flatMap((person) => lines.get(person.id) ?? []).join(", ") || undefined
  return Room({ id, name, line, folded, unread, face: first && avatarPath(first) })
}

type RoomProps = {
  id: number
  name: string
  line?: string
  folded: string
  unread: boolean
  face?: string
}

// Compiled templates, because there may be hundreds of options.
const Room = compileTemplate<RoomProps>(({ id, name, line, folded, unread, face }) => (
  <a
    id={domId("room", id, "switcher")}
    class={unread ? "switcher__option unread" : "switcher__option"}
    href={`/rooms/${id}`}
    role="option"
    aria-selected="false"
    tabindex={-1}
    data-name={folded}
    data-room-id={id}
    data-switcher-target="option"
  >
    {face === undefined ? <Icon name="room" /> : <Picture src={face} />}
    <span class="switcher__name" dir="auto">
      {name}
      <NamesakeLine line={line} />
    </span>
    {unread && <span class="switcher__unread">Unread</span>}
  </a>
))

type PersonProps = { id: number; name: string; line?: string; folded: string; face: string }

const Person = compileTemplate<PersonProps>(({ id, name, line, folded, face }) => (
  <button
    id={domId("user", id, "switcher")}
    class="switcher__option"
    type="submit"
    name="user_ids[]"
    value={id}
    role="option"
    aria-selected="false"
    tabindex={-1}
    data-name={folded}
    data-switcher-target="option"
  >
    <Picture src={face} />
    <span class="switcher__name" dir="auto">
      {name}
      <NamesakeLine line={line} />
    </span>
    <span class="switcher__hint">New ping</span>
  </button>
))

function Picture({ src }: { src: string }) {
  return <img class="switcher__face" src={src} alt="" width={24} height={24} loading="lazy" />
}
