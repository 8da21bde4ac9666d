import { Icon } from "../web/icon"

export const PINS_FRAME = "room_pins"

type Message = { id: number; client_message_id: string }

/** On a message that is pinned, for all to see; its place on any other. */
export function PinMark({ message, pinner }: { message: Message; pinner: string | null }) {
  const id = `pin_message_${message.client_message_id}`
  if (pinner === null) return <span id={id} class="message__pin"></span>
  return (
    <span id={id} class="message__pin" title={`Pinned by ${pinner}`}>
      <Icon name="pin" />
      <span class="for-screen-reader">Pinned</span>
    </span>
  )
}

/** In a message's menu: anybody in the room may pin and unpin. */
export function PinningItem({ message, pinned }: { message: Message; pinned: boolean }) {
  return (
    <form
      id={`pinning_message_${message.client_message_id}`}
      action={`/messages/${message.id}/pin`}
      method="post"
      data-action="turbo:submit-start->popup#close"
    >
      {pinned && <input type="hidden" name="_method" value="delete" />}
      <button type="submit" class="popup__item">
        {pinned ? "Unpin" : "Pin to this room"}
      </button>
    </form>
  )
}

/** The way to a room's pins, in its bar, as soon as there are any. */
export function PinsLink({ room, count }: { room: { id: number }; count: number }) {
  return (
    <a
      id={`pins_link_room_${room.id}`}
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
