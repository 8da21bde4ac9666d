import type { MessageAction, MessageSlot } from "../messages/message"
import { domId } from "../platform/ui/dom-id"
import { Boosts, type BoostView } from "./boost-item"
import { boostsOf } from "./reach"

/** The boosts below a message's body. */
export const boostsSlot: MessageSlot<BoostView[]> = {
  load: boostsOf,
  render: (message, boosts) => <Boosts message={message} boosts={boosts} />,
  people: true,
}

/** Quick boosts, and the link to the form for a boost of the user's own text. */
export const boostAction: MessageAction = {
  render: ({ id, client_message_id }) => (
    <>
      <turbo-frame id={domId("message", client_message_id, "boosting")}>
        <form
          class="quick-boosts"
          action={`/messages/${id}/boosts`}
          method="post"
          data-action="turbo:submit-end->message-menu#close"
        >
          {QUICK.map(([emoji, label]) => (
            <button
              type="submit"
              class="quick-boosts__btn"
              name="boost[content]"
              value={emoji}
              title={label}
              aria-label={label}
              data-emoji={emoji}
            >
              {emoji}
            </button>
          ))}
        </form>
      </turbo-frame>
      <a
        class="message__boost-btn popup__item"
        href={`/messages/${id}/boosts/new`}
        data-action="message-menu#close boosting#open"
      >
        New boost
      </a>
    </>
  ),
}

const QUICK = [
  ["👍", "Thumbs up"],
  ["👏", "Clapping"],
  ["👋", "Waving hand"],
  ["💪", "Muscle"],
  ["❤️", "Red heart"],
  ["😂", "Face with tears of joy"],
  ["🎉", "Party popper"],
  ["🔥", "Fire"],
]
