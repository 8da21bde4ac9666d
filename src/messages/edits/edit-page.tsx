import { raw } from "hono/html"
import type { Child } from "hono/jsx"
import { Button } from "../../platform/ui/button"
import { domId } from "../../platform/ui/dom-id"
import { Form } from "../../platform/ui/form"
import { GoBack } from "../../platform/ui/go-back"
import { Icon } from "../../platform/ui/icon"
import { Layout, type Viewer } from "../../platform/ui/page/layout"
import { Editor } from "../composer/editor"
import type { Message } from "../table"
import { Content, Presentation } from "../view/message-item"
import type { MessageView } from "../view/view"

export type EditorProps = {
  message: Message
  /** The editor's HTML; after a validation error, the submitted body. */
  body?: string
  /** Set for a message with a file, which has no text to edit. */
  shown?: MessageView
  /** Whether its thread has replies, which are deleted with the message. */
  answered?: boolean
  refused?: { message: string }
}

/** The editor as a page of its own, for a request outside the room's frame. */
export function EditPage({
  room,
  viewer,
  ...editor
}: EditorProps & { room: { display_name: string }; viewer: Viewer }) {
  const { room_id, id } = editor.message
  return (
    <Layout
      title={`Edit a message in ${room.display_name}`}
      class="settings"
      viewer={viewer}
      nav={
        <>
          <GoBack to={`/rooms/${room_id}/@${id}`} />
          <h1 class="nav__title">{room.display_name}</h1>
        </>
      }
    >
      <section class="panel">
        <EditFrame {...editor} />
      </section>
    </Layout>
  )
}

/** The editor, which the browser puts in the message's place. A file can only be deleted. */
export function EditFrame({ message, body, shown, answered, refused }: EditorProps) {
  const { client_message_id } = message
  const path = `/rooms/${message.room_id}/messages/${message.id}`
  return (
    <turbo-frame id={domId("message", client_message_id, "edit")} class="message__frame">
      <div
        class="message-edit"
        data-controller="scroll-into-view message-edit"
        data-action="lexxy:initialize->message-edit#start lexxy:change->message-edit#saveDraft turbo:submit-end->message-edit#submitEnd turbo:fetch-request-error->message-edit#reportNetworkError"
      >
        {message.attachment_id === null ? (
          <TextForm message={message} path={path} body={body} refused={refused} />
        ) : (
          <FileForm message={message} path={path} shown={shown} />
        )}
        <Form
          id={deleteFormId(message)}
          action={path}
          method="delete"
          data-turbo-confirm={answered ? `${QUESTION} ${ITS_THREAD}` : QUESTION}
          data-action="turbo:submit-start->message-edit#discard"
        />
      </div>
    </turbo-frame>
  )
}

/** The message after the edit: the browser closes the editor, and shows it. */
export const EditedFrame = ({ message, html }: { message: Message; html: string }) => (
  <turbo-frame id={domId("message", message.client_message_id, "edit")} class="message__frame">
    {raw(html)}
  </turbo-frame>
)

const QUESTION = "Are you sure you want to delete this message?"
const ITS_THREAD = "Its thread goes with it, and all that was answered there."

type FormProps = EditorProps & { path: string }

function TextForm({ message, path, body, refused }: FormProps) {
  return (
    <Form
      id={domId("message", message.client_message_id, "form")}
      action={path}
      method="patch"
      data-controller="form"
      data-action={`${KEYS} submit->message-edit#confirmMention`}
    >
      <Editor
        room_id={message.room_id}
        label="Edit message"
        value={body}
        data-message-edit-target="text"
      />
      <p class="message-edit__kept" role="status" hidden data-message-edit-target="kept">
        This is your unsaved edit. Cancel discards it.
      </p>
      {refused && (
        <p class="message-edit__refusal" role="alert">
          {refused.message}
        </p>
      )}
      <Tools message={message} path={path}>
        <Button small reversed>
          <Icon name="check" />
          Save changes
        </Button>
      </Tools>
    </Form>
  )
}

function FileForm({ message, path, shown }: FormProps) {
  return (
    <form data-controller="form" data-action={KEYS}>
      {shown && (
        <Presentation>
          <Content message={shown} />
        </Presentation>
      )}
      <Tools message={message} path={path} />
    </form>
  )
}

type ToolsProps = { message: Message; path: string; children?: Child }

function Tools({ message, path, children }: ToolsProps) {
  return (
    <div class="message-edit__tools">
      {children}
      <a
        class="btn btn--small"
        href={path}
        data-form-target="cancel"
        data-action="message-edit#close"
      >
        <Icon name="close" />
        <span class="for-screen-reader">Close editor and discard changes</span>
        <span aria-hidden="true">Cancel</span>
      </a>
      <Button form={deleteFormId(message)} small plain>
        <Icon name="remove" />
        Delete message
      </Button>
    </div>
  )
}

const deleteFormId = ({ client_message_id }: Message) =>
  domId("message", client_message_id, "delete_form")

const KEYS =
  "keydown.esc->form#cancel keydown.ctrl+enter->form#submit keydown.meta+enter->form#submit"
