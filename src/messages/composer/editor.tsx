import type { Child } from "hono/jsx"

type EditorProps = {
  id?: string
  /** The room whose members can be mentioned. */
  room_id: number
  /** The accessible name and the placeholder. */
  label: string
  /** The initial HTML. */
  value?: string
  /** More data attributes, and the actions of the surrounding form. */
  "data-action"?: string
  "data-composer-target"?: string
  "data-message-edit-target"?: string
  placeholder?: string
  /** The text area that works until the editor has loaded. */
  children?: Child
}

/** The rich text field of composers and edit forms. */
export function Editor({
  id = "message_body",
  room_id,
  label,
  children,
  "data-action": actions,
  ...attributes
}: EditorProps) {
  return (
    <lexxy-editor
      id={id}
      class="input lexxy-content"
      name="message[body]"
      aria-label={label}
      permitted-attachment-types={PORTABLE}
      {...attributes}
      data-controller="unfurl"
      data-action={`${actions} lexxy:insert-link->unfurl#unfurl`}
    >
      {children}
      <lexxy-prompt
        name="mention"
        trigger="@"
        src={`/autocompletable/users?room_id=${room_id}`}
        remote-filtering
        supports-space-in-searches
        empty-results="No matches"
      ></lexxy-prompt>
    </lexxy-editor>
  )
}

// The attachment types that the editor accepts; Campfire uses the same.
const PORTABLE = "application/vnd.campfire.mention application/vnd.actiontext.opengraph-embed"
