import { Button } from "../platform/ui/button"
import { Field } from "../platform/ui/field"
import { Icon } from "../platform/ui/icon"
import type { Flash } from "../platform/ui/page/flash"
import { Layout } from "../platform/ui/page/layout"
import { AccountLogo } from "../platform/ui/page/logo"
import { HelpContact, type HelpContactProps } from "./help-contact"

export type SignInProps = HelpContactProps & {
  account: { name: string }
  /** The last input, or the address in the link's query. */
  email_address?: string
  /** Whether the last attempt failed: wrong credentials and the rate limit look the same. */
  refused?: boolean
  flash?: Flash | null
}

export function SignInPage(props: SignInProps) {
  const { account, email_address, refused, flash } = props
  return (
    <Layout
      title="Sign in"
      class="signup"
      flash={flash}
      head={!refused && <meta name="turbo-visit-control" content="reload" />}
      footer={<HelpContact {...props} />}
    >
      <form
        class={refused ? "panel entry shake" : "panel entry"}
        action="/session"
        method="post"
        aria-describedby={refused ? "refusal" : undefined}
      >
        <AccountLogo />
        <fieldset>
          <legend>
            <h1>{account.name}</h1>
          </legend>
          {refused && <Refusal />}
          <Field
            label="Email address"
            name="email_address"
            type="email"
            placeholder="Enter your email address"
            translate="email_address"
            autocomplete="username"
            autofocus={!refused}
            value={email_address}
          />
          <Field
            label="Password"
            name="password"
            type="password"
            placeholder="Enter your password"
            translate="password"
            autocomplete="current-password"
            autofocus={refused}
            maxlength={72}
          />
          <Button name="log_in" reversed wide>
            Go
          </Button>
        </fieldset>
      </form>
    </Layout>
  )
}

function Refusal() {
  return (
    <p id="refusal" class="entry__refusal" role="alert">
      <Icon name="alert" />
      That didn’t work. Check the address and the password, or wait a few minutes if you tried
      often.
    </p>
  )
}
