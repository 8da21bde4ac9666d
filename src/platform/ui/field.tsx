import { fieldId } from "./dom-id"
import { Translate } from "./translate"
import type { Translated } from "./translations"

type FieldProps = {
  label: string
  /** Such as `user[name]`. */
  name: string
  type?: "text" | "email" | "password"
  value?: string
  /** The error message. */
  error?: string
  placeholder?: string
  autocomplete?: string
  autofocus?: boolean
  maxlength?: number
  required?: boolean
  /** The label's translations. */
  translate?: Translated
  /** An explanation below the input. */
  hint?: string
}

/** A labelled input with its error message. */
export function Field({ label, error, name, translate, hint, ...input }: FieldProps) {
  const id = fieldId(name)
  return (
    <div class="field">
      <div class="field__label">
        <label for={id}>{label}</label>
        {translate && <Translate text={translate} />}
      </div>
      <input
        id={id}
        class="input"
        name={name}
        required
        aria-invalid={error ? "true" : undefined}
        aria-describedby={error ? `${id}_error` : hint && `${id}_hint`}
        {...input}
        autofocus={input.autofocus || Boolean(error)}
      />
      {hint && (
        <p id={`${id}_hint`} class="field__hint">
          {hint}
        </p>
      )}
      <FieldError id={id} error={error} />
    </div>
  )
}

/** The error message that the input's `aria-describedby` refers to. */
export function FieldError({ id, error }: { id: string; error?: string }) {
  return error ? (
    <p id={`${id}_error`} class="field__error">
      {error}
    </p>
  ) : null
}
