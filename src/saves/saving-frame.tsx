import { domId } from "../platform/ui/dom-id"
import { Form } from "../platform/ui/form"
import { MenuItem } from "../platform/ui/menu"

type SavingFrameProps = {
  id: number | string
  client_message_id: string
  /** Whether the viewer has saved it; undefined in the menu, which all viewers share. */
  saved?: boolean
}

export function SavingFrame({ id, client_message_id, saved }: SavingFrameProps) {
  const path = `/messages/${id}/save`
  const asked = saved !== undefined
  return (
    <turbo-frame
      id={domId("message", client_message_id, "saving")}
      src={asked ? undefined : path}
      loading={asked ? undefined : "lazy"}
      data-controller={asked ? undefined : "turbo-frame"}
      data-action={asked ? undefined : "turbo:before-frame-render->turbo-frame#keepFocus"}
    >
      <Form
        action={path}
        method={saved ? "delete" : "post"}
        data-saved={saved ? "" : undefined}
        data-action="turbo:submit-end->message-menu#close"
      >
        <MenuItem type="submit">{saved ? "Remove from saved" : "Save for later"}</MenuItem>
      </Form>
    </turbo-frame>
  )
}
