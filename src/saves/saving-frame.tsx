import { compileTemplate } from "../platform/cache/compile-template"
import { domId } from "../platform/ui/dom-id"

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
      <form
        action={path}
        method="post"
        data-saved={saved ? "" : undefined}
        data-action="turbo:submit-end->popup#close"
      >
        {saved && <input type="hidden" name="_method" value="delete" />}
        <button type="submit" class="popup__item">
          {saved ? "Remove from saved" : "Save for later"}
        </button>
      </form>
    </turbo-frame>
  )
})
