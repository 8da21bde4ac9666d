import { uploadLimit } from "../../platform/files/file"
import { IconButton, IconLink } from "../../platform/ui/button"
import { Icon } from "../../platform/ui/icon"
import { threadPath } from "../thread-place"
import { listId } from "../view/view"
import { Editor } from "./editor"

/** The thread's parent message, and its room from the first reply on. */
type Thread = { message_id: number; room_id?: number }

type ComposerProps = {
  room: { id: number }
  /** The thread to post in; without one, messages go to the room itself. */
  thread?: Thread
}

/**
 * The form that posts messages. Its plain text area works until the editor has loaded; then the
 * browser moves the text into the editor and removes the text area.
 *
 * A page may show a room and one of its threads, so ids and names here derive from `place`.
 */
export function Composer({ room, thread }: ComposerProps) {
  const place = thread ? inThread(room, thread) : inRoom(room)
  return (
    <turbo-frame id={place.frame}>
      <form
        id={place.form}
        class="composer"
        action={place.action}
        method="post"
        data-controller="composer commands drop-target typing-notifications"
        data-composer-room-id-value={room.id}
        data-composer-max-bytes-value={uploadLimit()}
        data-composer-list-value={place.list}
        data-composer-toolbar-class="composer--rich-text"
        data-composer-messages-outlet={place.area}
        data-action="submit->composer#submit messages:restore@document->composer#restore keydown->commands#handleKey:capture lexxy:change->commands#update focusout->commands#close refresh-room:online@window->composer#online refresh-room:offline@window->composer#offline paste->composer#pasteFiles:capture drop-target:drop@window->composer#dropFiles dragenter->drop-target#dragenter:capture dragover->drop-target#dragover:capture dragleave->drop-target#dragleave drop->drop-target#drop:capture submit->typing-notifications#stop"
        data-typing-notifications-room-value={thread?.room_id ?? room.id}
        data-typing-notifications-message-value={thread?.room_id ? undefined : thread?.message_id}
        data-typing-notifications-active-class="typing-indicator--active"
      >
        <TypingIndicator />
        <fieldset class="composer__fields" data-composer-target="fields">
          <legend class="for-screen-reader">{place.legend}</legend>
          <input type="hidden" name="message[client_message_id]" data-composer-target="clientid" />
          <PickedFiles />
          <Editor
            id={place.editor}
            label={place.label}
            placeholder={place.prompt}
            room_id={room.id}
            data-composer-target="text"
            data-action="keydown->composer#submitByKeyboard:capture keydown.up->composer#editLast focusin->composer#loadEditor lexxy:initialize->composer#useEditor lexxy:change->composer#saveDraft lexxy:change->typing-notifications#start"
          >
            <textarea
              class="composer__plain"
              name="message[body]"
              rows={1}
              placeholder={place.prompt}
              aria-label={place.label}
              data-action="compositionstart->composer#composition compositionend->composer#composition input->composer#saveDraft input->commands#update input->typing-notifications#start"
            ></textarea>
          </Editor>
          {!thread && (
            <IconLink
              icon="search"
              label="Search"
              class="composer__search"
              href="/searches"
              data-turbo-frame="_top"
            />
          )}
          <IconButton
            icon="emoji"
            label="Emoji"
            type="button"
            class="composer__emoji"
            plain
            aria-haspopup="dialog"
            data-controller="emoji"
            data-action="emoji#open"
          />
          <IconButton
            icon="richText"
            label="Rich text"
            type="button"
            class="composer__rich-text"
            aria-expanded="false"
            data-action="composer#toggleToolbar"
          />
          <IconButton icon="send" label={place.send} name="send" class="composer__send" reversed />
        </fieldset>
        <p class="composer__offline" role="status">
          You’re offline. Keep writing: sending works again once you’re back.
        </p>
      </form>
    </turbo-frame>
  )
}

/** The file picker. Chosen files are listed above the text until the message is sent. */
function PickedFiles() {
  return (
    <>
      <ul class="composer__files" aria-label="Files to send" data-composer-target="fileList"></ul>
      <p class="composer__notice" role="alert" data-composer-target="notice"></p>
      <template data-composer-target="fileTemplate">
        <button type="button" class="picked-file" data-action="composer#fileUnpicked">
          <span class="picked-file__picture">
            <Icon name="file" />
          </span>
          <bdi class="picked-file__name"></bdi>
          <Icon name="close" />
        </button>
      </template>
      <label class="composer__attach btn btn--icon" title="Attach a file">
        <Icon name="attach" />
        <span class="for-screen-reader">Attach a file</span>
        {/* Without a name: scripts send the files, each as a message of its own. */}
        <input
          class="for-screen-reader"
          type="file"
          multiple
          data-action="change->composer#filePicked"
        />
      </label>
    </>
  )
}

/** Replaces the composer when its room was removed. */
export function RoomDeleted() {
  return (
    <turbo-frame id="composer-frame">
      <p class="composer__gone shake" role="alert">
        This room was deleted.
      </p>
    </turbo-frame>
  )
}

function TypingIndicator() {
  return (
    <p class="typing-indicator" data-typing-notifications-target="indicator">
      <span class="typing-indicator__dots" aria-hidden="true"></span>
      <span
        class="typing-indicator__author"
        aria-live="polite"
        data-typing-notifications-target="author"
      ></span>
    </p>
  )
}

const inRoom = ({ id }: { id: number }) => ({
  frame: "composer-frame",
  form: "composer",
  editor: "message_body",
  area: "#message-area",
  list: listId({ id, parent_message_id: null }),
  action: `/rooms/${id}/messages`,
  legend: "New message",
  label: "Write a message",
  prompt: "Write a message…",
  send: "Send Message",
})

const inThread = (room: { id: number }, { message_id: id }: Thread) => ({
  frame: "thread-composer-frame",
  form: "thread-composer",
  editor: "thread_message_body",
  area: "#thread-area",
  list: listId({ id: room.id, parent_message_id: id }),
  action: `${threadPath({ id, room_id: room.id })}/messages`,
  legend: "New reply",
  label: "Reply in this thread",
  prompt: "Reply…",
  send: "Send Reply",
})
