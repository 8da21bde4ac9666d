import { Icon } from "../web/icon"
import { Editor } from "./editor"

/**
 * Where people write. The plain text area takes what they type until the editor has loaded, and
 * stays when it never does; the browser moves its text into the editor and removes it.
 */
export function Composer({ room }: { room: { id: number } }) {
  return (
    <turbo-frame id="composer-frame">
      <form
        id="composer"
        class="composer"
        action={`/rooms/${room.id}/messages`}
        method="post"
        data-controller="composer typing-notifications"
        data-composer-room-id-value={room.id}
        data-composer-toolbar-class="composer--rich-text"
        data-composer-messages-outlet="#message-area"
        data-action="submit->composer#submit refresh-room:online@window->composer#online refresh-room:offline@window->composer#offline submit->typing-notifications#stop"
        data-typing-notifications-active-class="typing-indicator--active"
      >
        <p class="typing-indicator" data-typing-notifications-target="indicator">
          <span class="typing-indicator__dots" aria-hidden="true"></span>
          <span
            class="typing-indicator__author"
            aria-live="polite"
            data-typing-notifications-target="author"
          ></span>
        </p>
        <fieldset class="composer__fields" data-composer-target="fields">
          <legend class="for-screen-reader">New message</legend>
          <input type="hidden" name="message[client_message_id]" data-composer-target="clientid" />
          <Editor
            label={LABEL}
            placeholder={PROMPT}
            data-composer-target="text"
            data-action="keydown->composer#submitByKeyboard:capture focusin->composer#hurry lexxy:initialize->composer#takeOver lexxy:change->composer#saveDraft input->composer#saveDraft lexxy:change->typing-notifications#start input->typing-notifications#start"
          >
            <textarea
              class="composer__plain"
              name="message[body]"
              rows={1}
              placeholder={PROMPT}
              aria-label={LABEL}
              data-action="compositionstart->composer#composition compositionend->composer#composition"
            ></textarea>
          </Editor>
          <button
            type="button"
            class="composer__rich-text btn btn--icon"
            title="Rich text"
            aria-expanded="false"
            data-action="composer#toggleToolbar"
          >
            <Icon name="richText" />
            <span class="for-screen-reader">Rich text</span>
          </button>
          <button
            type="submit"
            name="send"
            class="composer__send btn btn--icon btn--reversed"
            title="Send Message"
          >
            <Icon name="send" />
            <span class="for-screen-reader">Send Message</span>
          </button>
        </fieldset>
        <p class="composer__offline" role="status">
          You’re offline. Keep writing: sending works again once you’re back.
        </p>
      </form>
    </turbo-frame>
  )
}

/** What takes the composer's place when its room is gone. */
export function RoomDeleted() {
  return (
    <turbo-frame id="composer-frame">
      <p class="composer__gone shake" role="alert">
        This room was deleted.
      </p>
    </turbo-frame>
  )
}

const LABEL = "Write a message"
const PROMPT = "Write a message…"
