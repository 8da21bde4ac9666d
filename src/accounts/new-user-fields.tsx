import { Button } from "../platform/ui/button"
import { Field } from "../platform/ui/field"
import { PictureField } from "../platform/ui/picture-field"

export type NewUserFieldsProps = {
  values?: { name?: string; email_address?: string }
  /** Error messages by the name of the input. */
  reasons?: Readonly<Record<string, string>>
  /** The label of the upload button. */
  upload: string
}

export function NewUserFields({ values = {}, reasons = {}, upload }: NewUserFieldsProps) {
  return (
    <>
      <PictureField
        name="user[avatar]"
        picture="Avatar"
        label={upload}
        error={reasons["user[avatar]"]}
      />
      <Field
        label="Name"
        name="user[name]"
        placeholder="Name"
        autocomplete="name"
        autofocus={Object.keys(reasons).length === 0}
        maxlength={100}
        value={values.name}
        error={reasons["user[name]"]}
        translate="name"
      />
      <Field
        label="Email address"
        name="user[email_address]"
        type="email"
        placeholder="Email address"
        autocomplete="username"
        value={values.email_address}
        error={reasons["user[email_address]"]}
        translate="email_address"
      />
      <Field
        label="Password"
        name="user[password]"
        type="password"
        placeholder="Password"
        autocomplete="new-password"
        maxlength={72}
        error={reasons["user[password]"]}
        translate="password"
      />
      <Button reversed wide>
        Save
      </Button>
    </>
  )
}
