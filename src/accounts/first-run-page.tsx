import type { Flash } from "../platform/ui/page/flash"
import { Layout } from "../platform/ui/page/layout"
import { Logo } from "../platform/ui/page/logo"
import { NewUserFields, type NewUserFieldsProps } from "./new-user-fields"

export type FirstRunProps = Pick<NewUserFieldsProps, "values" | "reasons"> & {
  flash?: Flash | null
}

/** Creates the account and its administrator. */
export function FirstRunPage({ values, reasons, flash }: FirstRunProps) {
  return (
    <Layout title="Set up Hearth" class="signup" flash={flash}>
      <form class="panel entry" action="/first_run" method="post" enctype="multipart/form-data">
        <Logo />
        <fieldset>
          <legend>
            <h1>Set up Hearth</h1>
          </legend>
          <p class="entry__hint">
            This account runs your chat: it can invite people, and manages rooms and settings.
          </p>
          <NewUserFields values={values} reasons={reasons} upload="Add your avatar" />
        </fieldset>
      </form>
    </Layout>
  )
}
