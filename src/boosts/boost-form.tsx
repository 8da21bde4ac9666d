import { IconButton, IconLink } from "../platform/ui/button"
import { domId } from "../platform/ui/dom-id"
import type { Boosted } from "./boost-item"
import { MAX_CHARACTERS } from "./content"

type BoostFormProps = { message: Boosted; typed?: string; reason?: string }

/** The form for a boost of the user's own text. */
export function BoostForm({ message, typed, reason }: BoostFormProps) {
  const { id, client_message_id } = message
  const path = `/messages/${id}/boosts`
  const reasonId = domId("message", client_message_id, "boost_reason")
  return (
    <form
      class="boost-form"
      action={path}
      method="post"
      data-turbo-frame={domId("message", client_message_id, "boosting")}
      data-controller="form"
      data-action="keydown.esc->form#cancel"
    >
      <div class="boost-form__fields">
        <input
          class="boost-form__input"
          name="boost[content]"
          aria-label="Add a boost"
          value={typed}
          required
          pattern=".*\S.*"
          maxlength={MAX_CHARACTERS}
          size={MAX_CHARACTERS}
          autocomplete="off"
          autofocus
          title="A word or an emoji"
          aria-invalid={reason && "true"}
          aria-describedby={reason && reasonId}
        />
        <IconButton
          icon="emoji"
          label="Pick an emoji"
          type="button"
          plain
          aria-haspopup="dialog"
          data-controller="emoji"
          data-action="emoji#open"
        />
        <IconButton icon="check" label="Submit" reversed />
        <IconLink
          icon="close"
          label="Cancel"
          plain
          href={path}
          data-turbo-frame={domId("message", client_message_id, "new_boost")}
          data-form-target="cancel"
          data-action="boosting#close"
        />
      </div>
      {reason && (
        <p id={reasonId} class="boost-form__reason" role="alert">
          {reason}
        </p>
      )}
    </form>
  )
}
