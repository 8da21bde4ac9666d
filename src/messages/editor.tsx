import type { Child } from "hono/jsx"

type EditorProps = {
  id?: string
  /** How the field is called to whoever doesn't see it, and its prompt. */
  label: string
  /** Its HTML, when something is written there already. */
  value?: string
  /** More data attributes, and the actions of the form around it. */
  "data-action": string
  "data-composer-target"?: string
  placeholder?: string
  /** What takes the words until the editor has come. */
  children?: Child
}

/** Where rich text is written: the composer's field, an edit's, a thread's. */
export function Editor({ id = "message_body", label, children, ...attributes }: EditorProps) {
  return (
    <lexxy-editor
      id={id}
      class="input lexxy-content"
      name="message[body]"
      aria-label={label}
      attachments="false"
      permitted-attachment-types={PORTABLE}
      {...attributes}
    >
      {children}
    </lexxy-editor>
  )
}

// What an editor may hold besides text, as other chats of the family know it, too.
const PORTABLE = "application/vnd.campfire.mention application/vnd.actiontext.opengraph-embed"
