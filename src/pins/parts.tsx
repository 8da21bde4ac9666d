import { compileTemplate } from "../platform/cache/compile-template"
import { domId } from "../platform/ui/dom-id"
import { Icon } from "../platform/ui/icon"

export const PINS_FRAME = "room_pins"

type PinMarkProps = { client_message_id: string; pinner: string | null }

/** The pin icon of a message, or an empty element that a stream can replace. */
export const PinMark = compileTemplate<PinMarkProps>(({ client_message_id, pinner }) => {
  const id = domId("message", client_message_id, "pin")
  if (pinner === null) return <span id={id} class="message__pin"></span>
  return (
    <span id={id} class="message__pin" title={`Pinned by ${pinner}`}>
      <Icon name="pin" />
      <span class="for-screen-reader">Pinned</span>
    </span>
  )
})

type PinningItemProps = { id: number; client_message_id: string; pinned: boolean }

/** The menu item of a message: every member may pin and unpin. */
export const PinningItem = compileTemplate<PinningItemProps>(
  ({ id, client_message_id, pinned }) => (
    <form
      id={domId("message", client_message_id, "pinning")}
      action={`/messages/${id}/pin`}
      method="post"
      data-action="turbo:submit-start->popup#close"
    >
      {pinned && <input type="hidden" name="_method" value="delete" />}
      <button type="submit" class="popup__item">
        {pinned ? "Unpin" : "Pin to this room"}
      </button>
    </form>
  ),
)

/** The link to a room's pins, hidden while there are none. */
export function PinsLink({ room, count }: { room: { id: number }; count: number }) {
  return (
    <a
      id={domId("room", room.id, "pins_link")}
      class="nav__pins btn btn--plain"
      href={`/rooms/${room.id}/pins`}
      title="Pinned messages"
      data-turbo-frame={PINS_FRAME}
      data-turbo-prefetch="false"
      hidden={count === 0}
    >
      <Icon name="pin" />
      {count} <span class="for-screen-reader">pinned {count === 1 ? "message" : "messages"}</span>
    </a>
  )
}
