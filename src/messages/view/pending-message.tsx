import { Button } from "../../platform/ui/button"
import { Icon } from "../../platform/ui/icon"
import { MessageParts, Presentation } from "./message-item"
import type { Author } from "./view"

/** The template for a message that is being sent. The browser clones it and sets the ids. */
export function PendingMessage({ author }: { author: Author }) {
  return (
    <>
      <PendingText author={author} />
      <PendingUpload />
    </>
  )
}

function PendingText({ author }: { author: Author }) {
  return (
    <article class="message message--me" data-user-id={author.id}>
      <MessageParts author={author}>
        <Presentation />
        <p class="message__failure" role="alert">
          <span>Not sent.</span>
          <Button type="button" small data-action="messages#retry">
            Try again
          </Button>
          <Button type="button" small data-action="messages#editUnsent">
            Edit
          </Button>
          <Button type="button" small plain data-action="messages#discard">
            Delete
          </Button>
        </p>
      </MessageParts>
    </article>
  )
}

/** A pending file. Its progress is hidden from screen readers, which would announce each number. */
function PendingUpload() {
  return (
    <div class="message__pending-upload message__file message__file--tile" aria-live="off">
      <span class="message__file-icon">
        <Icon name="file" />
      </span>
      <span class="message__file-text">
        <span class="message__file-name" dir="auto"></span>
        <span class="message__file-size">
          <span class="for-screen-reader"> - </span>
          <span class="message__upload-progress"></span>
        </span>
      </span>
      <button type="button" class="btn btn--icon" data-action="messages#discard">
        <Icon name="close" />
        <span class="for-screen-reader"></span>
      </button>
    </div>
  )
}
