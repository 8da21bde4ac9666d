import type { MessageSlot } from "../messages/message"
import { compileTemplate } from "../platform/cache/compile-template"
import { domId } from "../platform/ui/dom-id"
import type { BoostView } from "./boost-item"
import { BoostingFrame } from "./boosting-frame"
import { boostsOf } from "./reach"

/** The boosts below a message's body. */
export const boostsSlot: MessageSlot<BoostView[]> = {
  load: boostsOf,
  render: (message, boosts = []) => <BoostingFrame message={message} boosts={boosts} />,
  people: true,
}

/** Quick boosts in a message's menu, and the link to the form. */
export const boostMenuSlot: MessageSlot<undefined> = {
  load: async () => new Map(),
  render: ({ id, client_message_id }) => (
    <BoostItems id={id} client_message_id={client_message_id} />
  ),
}

type BoostItemsProps = { id: number; client_message_id: string }

const BoostItems = compileTemplate<BoostItemsProps>(({ id, client_message_id }) => (
  <>
    <form
      class="quick-boosts"
      action={`/messages/${id}/boosts`}
      method="post"
      data-turbo-frame={domId("message", client_message_id, "boosting")}
      data-action="turbo:submit-end->popup#close"
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
    <a
      class="message__boost-btn popup__item"
      href={`/messages/${id}/boosts/new`}
      data-turbo-frame={domId("message", client_message_id, "new_boost")}
      data-controller="soft-keyboard"
      data-action="soft-keyboard#open popup#close"
    >
      New boost
    </a>
  </>
))

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
