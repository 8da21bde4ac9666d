import { fieldId } from "./dom-id"
import { FieldError } from "./field"
import { Icon } from "./icon"

type PictureFieldProps = {
  /** Such as `user[avatar]`. */
  name: string
  /** Such as "Avatar". */
  picture: string
  /** The button's label, such as "Upload avatar". */
  label: string
  /** The path of the current picture. */
  src?: string
  class?: string
  error?: string
}

/** A file input with a preview. The picture and the button both open the file picker. */
export function PictureField(props: PictureFieldProps) {
  const { name, picture, label, src, error } = props
  const id = fieldId(name)
  return (
    <div class="picture-field" data-controller="upload-preview">
      <label
        class={props.class ? `picture-field__picture ${props.class}` : "picture-field__picture"}
        for={id}
      >
        <img
          src={src}
          alt={picture}
          width={128}
          height={128}
          hidden={!src}
          data-upload-preview-target="image"
        />
        {!src && <Icon name="upload" />}
      </label>
      <input
        id={id}
        class="for-screen-reader"
        type="file"
        name={name}
        accept="image/*"
        autocomplete="off"
        data-upload-preview-target="input"
        data-action="upload-preview#previewImage"
        aria-invalid={error ? "true" : undefined}
        aria-describedby={error ? `${id}_error` : undefined}
      />
      <label class="btn btn--small" for={id}>
        <Icon name="upload" />
        {label}
      </label>
      <FieldError id={id} error={error} />
    </div>
  )
}
