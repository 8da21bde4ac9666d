import type { Child } from "hono/jsx"
import { GoBack } from "../../platform/ui/go-back"
import { Icon } from "../../platform/ui/icon"
import { Layout, type Viewer } from "../../platform/ui/page/layout"
import { Editor } from "../composer/editor"
import type { Message } from "../table"
import { MessagePresentation, type MessageView } from "../view/message-item"
import { domId } from "../view/names"

export type EditorProps = {
  message: Message
  /** Its words as the editor takes them: those that were typed, when they could not be taken. */
  body?: string
  /** How it looks, when there is a file in it: then there is nothing to write. */
  shown?: MessageView
  /** Whether somebody has answered it in its thread, which would go with it. */
  answered?: boolean
  refused?: { message: string }
}

/** The editor of a message, for whoever opens its address outside the room. */
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

/** The editor of a message, which stands in its place in the room. What has a file is not rewritten. */
export function EditFrame({ message, body, shown, answered, refused }: EditorProps) {
  const dom = domId(message)
  const path = `/rooms/${message.room_id}/messages/${message.id}`
  return (
    <turbo-frame id={`edit_${dom}`} class="message__frame">
      <div
        class="message-edit"
        data-controller="scroll-into-view message-edit"
        data-action="lexxy:initialize->message-edit#begin lexxy:change->message-edit#change turbo:submit-end->message-edit#end turbo:fetch-request-error->message-edit#explain"
      >
        {message.attachment_id === null ? (
          <TextForm message={message} path={path} body={body} refused={refused} />
        ) : (
          <FileForm message={message} path={path} shown={shown} />
        )}
        <form
          id={`delete_form_${dom}`}
          action={path}
          method="post"
          data-turbo-confirm={answered ? `${QUESTION} ${ITS_THREAD}` : QUESTION}
          data-action="turbo:submit-start->message-edit#giveUp"
        >
          <input type="hidden" name="_method" value="delete" />
        </form>
      </div>
    </turbo-frame>
  )
}

const QUESTION = "Are you sure you want to delete this message?"
const ITS_THREAD = "Its thread goes with it, and all that was answered there."

type FormProps = EditorProps & { path: string }

function TextForm({ message, path, body, refused }: FormProps) {
  const dom = domId(message)
  return (
    <form
      id={`form_${dom}`}
      action={path}
      method="post"
      data-controller="form"
      data-action={`${KEYS} submit->message-edit#ask`}
    >
      <input type="hidden" name="_method" value="patch" />
      <Editor
        room_id={message.room_id}
        label="Edit message"
        value={body}
        data-message-edit-target="text"
      />
      <p class="message-edit__kept" role="status" hidden data-message-edit-target="kept">
        You had begun to change this. Cancel drops what you wrote.
      </p>
      {refused && (
        <p class="message-edit__refusal" role="alert">
          {refused.message}
        </p>
      )}
      <Tools dom={dom} path={path}>
        <button type="submit" class="btn btn--small btn--reversed">
          <Icon name="check" />
          Save changes
        </button>
      </Tools>
    </form>
  )
}

function FileForm({ message, path, shown }: FormProps) {
  return (
    <form data-controller="form" data-action={KEYS}>
      {shown && <MessagePresentation message={shown} />}
      <Tools dom={domId(message)} path={path} />
    </form>
  )
}

type ToolsProps = { dom: string; path: string; children?: Child }

function Tools({ dom, path, children }: ToolsProps) {
  return (
    <div class="message-edit__tools">
      {children}
      <a
        class="btn btn--small"
        href={path}
        data-form-target="cancel"
        data-action="message-edit#forget"
      >
        <Icon name="close" />
        <span class="for-screen-reader">Close editor and discard changes</span>
        <span aria-hidden="true">Cancel</span>
      </a>
      <button type="submit" form={`delete_form_${dom}`} class="btn btn--small btn--plain">
        <Icon name="remove" />
        Delete message
      </button>
    </div>
  )
}

const KEYS =
  "keydown.esc->form#cancel keydown.ctrl+enter->form#submit keydown.meta+enter->form#submit"
