import type { Child } from "hono/jsx"

type EditorProps = {
  id?: string
  /** Whose people can be mentioned. */
  room_id: number
  /** How the field is called to whoever doesn't see it, and its prompt. */
  label: string
  /** Its HTML, when something is written there already. */
  value?: string
  /** More data attributes, and the actions of the form around it. */
  "data-action"?: string
  "data-composer-target"?: string
  "data-message-edit-target"?: string
  placeholder?: string
  /** What takes the words until the editor has come. */
  children?: Child
}

/** Where rich text is written: the composer's field, an edit's, a thread's. */
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
        only-at="^|\s"
        src={`/autocompletable/users?room_id=${room_id}`}
        remote-filtering
        supports-space-in-searches
        empty-results="No matches"
      ></lexxy-prompt>
    </lexxy-editor>
  )
}

// What an editor may hold besides text, as other chats of the family know it, too.
const PORTABLE = "application/vnd.campfire.mention application/vnd.actiontext.opengraph-embed"
