import type { Child } from "hono/jsx"
import { compileTemplate } from "../../platform/cache/compile-template"
import { Menu, MenuItem } from "../../platform/ui/menu"
import { AttachmentItems } from "../attachments/attachment-items"
import type { MessageSlots } from "./slots"
import type { MessageView } from "./view"

const editPath = ({ room_id, id }: Pick<MessageView, "room_id" | "id">) =>
  `/rooms/${room_id}/messages/${id}/edit`

type MessageMenuProps = { message: MessageView; sections: MessageSlots; permalink: string }

/** The actions for a message. */
export function MessageMenu({ message, sections, permalink }: MessageMenuProps) {
  return (
    <ActionsMenu
      first={sections.render("menu-start", message)}
      file={message.attachment ? <AttachmentItems attachment={message.attachment} /> : null}
      permalink={permalink}
      edit={editPath(message)}
      last={sections.render("menu-end", message)}
    />
  )
}

type ActionsProps = { first: Child; file: Child; permalink: string; edit: string; last: Child }

const ActionsMenu = compileTemplate<ActionsProps>(({ first, file, permalink, edit, last }) => (
  <Menu class="message__actions" keys="keydown.down->popup#next keydown.up->popup#previous">
    <summary class="message__options-btn">
      <span class="for-screen-reader">Message options</span>
    </summary>
    <div class="popup" data-popup-target="menu">
      {first}
      {file ?? <MenuItem data-action="popup#close reply#reply">Reply</MenuItem>}
      <MenuItem
        data-controller="copy-to-clipboard"
        data-copy-to-clipboard-content-value={permalink}
        data-copy-to-clipboard-success-class="btn--success"
        data-action="copy-to-clipboard#copy"
      >
        Copy link
      </MenuItem>
      <a class="popup__item message__edit-btn" href={edit}>
        Edit
      </a>
      {last}
    </div>
  </Menu>
))
