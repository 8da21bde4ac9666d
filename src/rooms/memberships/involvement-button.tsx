import type { Child } from "hono/jsx"
import { compileTemplate } from "../../platform/cache/compile-template"
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
export function InvolvementButton({
  room: { id, type },
  involvement,
  pressed = false,
}: InvolvementButtonProps) {
  const { icon, text } = LOOKS[involvement]
  const next = nextInvolvement(type, involvement)
  return Button({ id, involvement, next, text, icon: <Icon name={icon} />, pressed })
}

type ButtonProps = {
  id: number
  involvement: Involvement
  next: Involvement
  text: string
  icon: Child
  pressed: boolean
}

// A compiled template, because a user's settings list all of their rooms.
const Button = compileTemplate<ButtonProps>(({ id, involvement, next, text, icon, pressed }) => {
  const label = domId("room", id, "involvement_label")
  return (
    <turbo-frame id={domId("room", id, "involvement")}>
      <Form action={`/rooms/${id}/involvement?involvement=${next}`} method="put">
        <button
          type="submit"
          class={`involvement btn btn--icon btn--plain ${involvement}`}
          title={text}
          autofocus={pressed}
          aria-labelledby={label}
        >
          {icon}
          <span id={label} class="for-screen-reader">
            {text}
          </span>
        </button>
      </Form>
    </turbo-frame>
  )
})

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
