import type { MessageAction, MessageSlot } from "../messages/message"
import { Form } from "../platform/ui/form"
import { MenuItem } from "../platform/ui/menu"
import { pinnersOf } from "./list"
import { PinMark } from "./parts"

export const pinMarkSlot: MessageSlot<string> = {
  people: true,
  load: pinnersOf,
  render: ({ client_message_id }, pinner) => (
    <PinMark client_message_id={client_message_id} pinner={pinner} />
  ),
}

const isPinned = async (message: { id: number }) => (await pinnersOf([message])).has(message.id)

/** Every member may pin and unpin. */
export const pinAction: MessageAction = {
  selector: ":not(:has(.message__pin))",
  applies: async (message) => !(await isPinned(message)),
  render: ({ id }) => (
    <PinForm id={id} method="post">
      Pin to this room
    </PinForm>
  ),
}

export const unpinAction: MessageAction = {
  selector: ":has(.message__pin)",
  applies: isPinned,
  render: ({ id }) => (
    <PinForm id={id} method="delete">
      Unpin
    </PinForm>
  ),
}

type PinFormProps = { id: number | string; method: "post" | "delete"; children: string }

function PinForm({ id, method, children }: PinFormProps) {
  return (
    <Form
      action={`/messages/${id}/pin`}
      method={method}
      data-action="turbo:submit-start->message-menu#close"
    >
      <MenuItem type="submit">{children}</MenuItem>
    </Form>
  )
}
