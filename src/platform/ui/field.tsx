import { Translate } from "./translate"
import type { Translated } from "./translations"

type FieldProps = {
  label: string
  /** What the form calls it, such as `user[name]`. */
  name: string
  type?: "text" | "email" | "password"
  value?: string
  /** Why what was typed can't stay, for the person who typed it. */
  error?: string
  placeholder?: string
  autocomplete?: string
  autofocus?: boolean
  maxlength?: number
  required?: boolean
  /** What it says, for people who would rather read it in another language. */
  translate?: Translated
  /** A word more about what belongs here. */
  hint?: string
}

/** A labelled input with room for the reason why it was refused. */
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

/** The DOM id of the input `name`, such as `user_name` for `user[name]`. */
export const fieldId = (name: string) => name.replace(/\W+/g, "_").replace(/_$/, "")

/** The reason why an input was refused, where the input's description points. */
export function FieldError({ id, error }: { id: string; error?: string }) {
  return error ? (
    <p id={`${id}_error`} class="field__error">
      {error}
    </p>
  ) : null
}
