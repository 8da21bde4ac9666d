import { type Message, threadPath } from "../messages/message"
import { Icon } from "../platform/ui/icon"
import type { ThreadInvolvement } from "./table"

type FollowButtonProps = {
  root: Pick<Message, "id" | "room_id">
  involvement: ThreadInvolvement
  /** Whether it replaces the pressed button, and so takes the focus. */
  pressed?: boolean
}

const LABEL = "Notify me of new replies"

/** Whether the viewer follows the thread; a press changes it. */
export function FollowButton({ root, involvement, pressed }: FollowButtonProps) {
  const follows = involvement === "everything"
  const wish = follows ? "nothing" : "everything"
  return (
    <turbo-frame id="thread_involvement" class="thread-involvement">
      <form action={`${threadPath(root)}/involvement?involvement=${wish}`} method="post">
        <input type="hidden" name="_method" value="put" />
        <button
          type="submit"
          class="thread-involvement__button btn btn--icon btn--plain"
          title={LABEL}
          aria-pressed={follows ? "true" : "false"}
          autofocus={pressed}
        >
          <Icon name={follows ? "bell" : "bellOff"} />
          <span class="for-screen-reader">{LABEL}</span>
        </button>
      </form>
    </turbo-frame>
  )
}
