import { Button } from "../platform/ui/button"
import { FieldError } from "../platform/ui/field"
import { Form } from "../platform/ui/form"
import { GoBack } from "../platform/ui/go-back"
import type { Flash } from "../platform/ui/page/flash"
import { Layout, type Viewer } from "../platform/ui/page/layout"
import { Translate } from "../platform/ui/translate"

type StylesProps = {
  viewer: Viewer
  styles: string
  error?: string
  flash?: Flash | null
}

export function CustomStylesPage({ viewer, styles, error, flash }: StylesProps) {
  return (
    <Layout
      title="Custom styles"
      class="settings"
      viewer={viewer}
      flash={flash}
      nav={
        <>
          <GoBack to="/account/edit" />
          <span class="nav__title">Custom styles</span>
        </>
      }
    >
      <Form
        class="panel panel--wide stack"
        action="/account/custom_styles"
        method="put"
        // With Turbo, a changed stylesheet reloads the page, and the flash would be lost.
        data-turbo="false"
        data-controller="form"
        data-action="keydown.ctrl+enter->form#submit keydown.meta+enter->form#submit"
      >
        <div class="heading">
          <h1 id="custom_css">Custom CSS</h1>
          <Translate text="custom_styles" />
        </div>
        <p class="subtle">
          What you write here is added to every page, for everyone, after Hearth’s own styles. Be
          careful: a mistake can make Hearth hard to use. Names of classes may change in later
          versions.
        </p>
        <div class="field">
          <textarea
            id="account_custom_styles"
            class="input input--code"
            name="account[custom_styles]"
            rows={16}
            placeholder="Add CSS styles…"
            spellcheck={false}
            autocapitalize="off"
            aria-labelledby="custom_css"
            aria-invalid={error ? "true" : undefined}
            aria-describedby={error ? "account_custom_styles_error" : undefined}
          >
            {`\n${styles}`}
          </textarea>
          <FieldError id="account_custom_styles" error={error} />
        </div>
        <Button reversed>Save changes</Button>
      </Form>
    </Layout>
  )
}
