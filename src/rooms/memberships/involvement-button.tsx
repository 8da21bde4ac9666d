import { turboStream } from "../../platform/http/turbo-stream"
import { Icon, type IconName } from "../../platform/ui/icon"
import type { Involvement, RoomType } from "../table"
import { nextInvolvement } from "./involvement"

type InvolvementButtonProps = {
  room: { id: number; type: RoomType }
  involvement: Involvement
  /** Whether it takes the place of the button that was just pressed, and so its focus. */
  pressed?: boolean
}

/**
 * How much of a room its viewer hears, and the step to the next choice. It stands in a frame of its
 * own, so the answer takes its place wherever it is shown.
 */
export function InvolvementButton({ room, involvement, pressed }: InvolvementButtonProps) {
  const { icon, text } = LOOKS[involvement]
  const path = `/rooms/${room.id}/involvement?involvement=${nextInvolvement(room.type, involvement)}`
  const label = `involvement_label_room_${room.id}`
  return (
    <turbo-frame id={frameId(room)}>
      <form action={path} method="post">
        <input type="hidden" name="_method" value="put" />
        <button
          type="submit"
          class={`involvement btn btn--icon btn--plain ${involvement}`}
          title={text}
          autofocus={pressed}
          aria-labelledby={label}
        >
          <Icon name={icon} />
          <span id={label} class="for-screen-reader">
            {text}
          </span>
        </button>
      </form>
    </turbo-frame>
  )
}

/** Draws the button anew on the page of whoever has changed it in another way. */
export const involvementReplaced = (
  room: InvolvementButtonProps["room"],
  involvement: Involvement,
) =>
  turboStream(
    "replace",
    frameId(room),
    String(<InvolvementButton room={room} involvement={involvement} />),
  )

const frameId = ({ id }: { id: number }) => `involvement_room_${id}`

const LOOKS: Record<Involvement, { icon: IconName; text: string }> = {
  mentions: { icon: "mention", text: "Notifying about @ mentions" },
  everything: { icon: "bell", text: "Notifying about all messages" },
  nothing: { icon: "bellOff", text: "Notifications are off" },
  invisible: { icon: "invisible", text: "Notifications are off and room invisible in sidebar" },
}
