import { compileTemplate } from "../platform/cache/compile-template"
import { domId } from "../platform/ui/dom-id"
import { Form } from "../platform/ui/form"
import { MenuItem } from "../platform/ui/menu"

type SavingFrameProps = {
  id: number
  client_message_id: string
  /** Whether the viewer has saved it; undefined in fragments that viewers share. */
  saved?: boolean
}

export const SavingFrame = compileTemplate<SavingFrameProps>(({ id, client_message_id, saved }) => {
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
        data-action="turbo:submit-end->popup#close"
      >
        <MenuItem type="submit">{saved ? "Remove from saved" : "Save for later"}</MenuItem>
      </Form>
    </turbo-frame>
  )
})
