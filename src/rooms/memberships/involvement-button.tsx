import { turboStream } from "../../platform/http/turbo-stream"
import { domId } from "../../platform/ui/dom-id"
import { Form } from "../../platform/ui/form"
import { Icon, type IconName } from "../../platform/ui/icon"
import type { Involvement, RoomType } from "../table"
import { nextInvolvement } from "./involvement"

type InvolvementButtonProps = {
  room: { id: number; type: RoomType }
  involvement: Involvement
  /** Whether it replaces the pressed button, and so takes the focus. */
  pressed?: boolean
}

/** The viewer's involvement in a room; a press sets the next one. The response replaces the frame. */
export function InvolvementButton({ room, involvement, pressed }: InvolvementButtonProps) {
  const { icon, text } = LOOKS[involvement]
  const path = `/rooms/${room.id}/involvement?involvement=${nextInvolvement(room.type, involvement)}`
  const label = domId("room", room.id, "involvement_label")
  return (
    <turbo-frame id={domId("room", room.id, "involvement")}>
      <Form action={path} method="put">
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
      </Form>
    </turbo-frame>
  )
}

/** Replaces the button on a user's page after another change of involvement, such as a command. */
export const involvementReplaced = (
  room: InvolvementButtonProps["room"],
  involvement: Involvement,
) =>
  turboStream(
    "replace",
    domId("room", room.id, "involvement"),
    String(<InvolvementButton room={room} involvement={involvement} />),
  )

const LOOKS: Record<Involvement, { icon: IconName; text: string }> = {
  mentions: { icon: "mention", text: "Notifying about @ mentions" },
  everything: { icon: "bell", text: "Notifying about all messages" },
  nothing: { icon: "bellOff", text: "Notifications are off" },
  invisible: { icon: "invisible", text: "Notifications are off and room invisible in sidebar" },
}
