import type { Child } from "hono/jsx"
import { MenuItem } from "../../platform/ui/menu"
import { type ActionTarget, type MessageAction, messageActions } from "./actions"

/** The DOM id of the menu's template. */
const MENU_TEMPLATE = "message_menu"

// The browser fills these in from the attributes of the message.
const PLACEHOLDERS: ActionTarget = { id: "{id}", room_id: "{room}", client_message_id: "{key}" }

/**
 * The one menu of a page with messages. The browser clones it into the message whose menu opens, and
 * drops the actions whose selector the message does not match. `aria-live`, because the list is a
 * log: screen readers would announce the menu as a new message.
 */
export function MessageMenu() {
  return (
    <template id={MENU_TEMPLATE}>
      <div class="popup message-menu" popover="manual" aria-live="off">
        {messageActions("first").map(item)}
        <OwnItems />
        {messageActions("last").map(item)}
      </div>
    </template>
  )
}

function item({ selector, render }: MessageAction) {
  const rendered = render(PLACEHOLDERS)
  return selector ? <For selector={selector}>{rendered}</For> : rendered
}

/** The actions for messages that match; the browser drops this element, with them or without. */
const For = ({ selector, children }: { selector: string; children: Child }) => (
  <div data-selector={selector}>{children}</div>
)

function OwnItems() {
  return (
    <>
      <MenuItem data-action="message-menu#reply">Reply</MenuItem>
      <For selector=":has(.message__file)">
        <FileItems />
      </For>
      <MenuItem
        data-controller="copy-to-clipboard"
        data-copy-to-clipboard-content-value="{permalink}"
        data-copy-to-clipboard-success-class="btn--success"
        data-action="copy-to-clipboard#copy"
      >
        Copy link
      </MenuItem>
      <For selector=":is(.message--me, body.admin *)">
        <EditItem {...PLACEHOLDERS} />
      </For>
    </>
  )
}

function FileItems() {
  return (
    <>
      <a
        class="popup__item"
        href="{download}"
        download="{filename}"
        data-action="message-menu#close"
      >
        Download
      </a>
      <MenuItem
        hidden
        data-controller="web-share"
        data-web-share-title-value="{filename}"
        data-web-share-files-value="{file}"
        data-action="web-share#share"
      >
        Share
      </MenuItem>
    </>
  )
}

export function EditItem({ room_id, id }: ActionTarget) {
  return (
    <a
      class="popup__item message__edit-btn"
      href={`/rooms/${room_id}/messages/${id}/edit`}
      data-action="message-menu#edit"
    >
      Edit
    </a>
  )
}
