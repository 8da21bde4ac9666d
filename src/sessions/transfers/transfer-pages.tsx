import type { Child } from "hono/jsx"
import { Button } from "../../platform/ui/button"
import { Form } from "../../platform/ui/form"
import { GoBack } from "../../platform/ui/go-back"
import { Layout, type Viewer } from "../../platform/ui/page/layout"
import { AccountLogo } from "../../platform/ui/page/logo"

/** The form or the link as a whole page, for browsers without Turbo frames. */
export function TransferPage({ viewer, children }: { viewer: Viewer; children?: Child }) {
  return (
    <Layout
      title="Sign-in link"
      class="settings"
      viewer={viewer}
      nav={
        <>
          <GoBack to="/users/me/profile" />
          <h1 class="nav__title">Sign-in link</h1>
        </>
      }
    >
      <section class="panel stack">{children}</section>
    </Layout>
  )
}

type Person = { name: string }

/**
 * The page of a sign-in link. Only the form's PUT redeems the link, so link previews don't use it
 * up. The form submits itself without a session. A user who is signed in as somebody else has to
 * confirm, or an attacker could switch them to the attacker's account (login CSRF).
 */
export function TransferEntry({ swap }: { swap: { from: Person; to: Person } | null }) {
  return (
    <Layout
      title={swap ? `Sign in as ${swap.to.name}?` : "Sign in"}
      class="signup"
      head={<meta name="turbo-cache-control" content="no-cache" />}
    >
      <Form class="panel entry" method="put" data-controller={swap ? undefined : "auto-submit"}>
        <AccountLogo />
        {swap ? <Swap {...swap} /> : <Entry />}
      </Form>
    </Layout>
  )
}

function Entry() {
  return (
    <fieldset>
      <legend>
        <h1>Welcome back</h1>
      </legend>
      <Button reversed wide>
        Sign in
      </Button>
    </fieldset>
  )
}

function Swap({ from, to }: { from: Person; to: Person }) {
  return (
    <fieldset>
      <legend>
        <h1>
          Sign in as <bdi>{to.name}</bdi>?
        </h1>
      </legend>
      <p>
        You are signed in here as <bdi>{from.name}</bdi>. This link signs you out and lets you in as{" "}
        <bdi>{to.name}</bdi>. If you didn’t ask for it, stay who you are.
      </p>
      <Button wide>Sign in as {to.name}</Button>
      <a class="btn btn--reversed btn--wide" href="/">
        Stay signed in as {from.name}
      </a>
    </fieldset>
  )
}

export function LapsedTransferPage({ signedIn }: { signedIn: boolean }) {
  return (
    <Layout title="This link no longer works" class="signup">
      <div class="notice">
        <AccountLogo />
        <h1 class="notice__title">This link no longer works</h1>
        <p>
          A sign-in link works once, within 4 hours of being made. Make a new one where you are
          signed in, or ask an administrator for one.
        </p>
        <a class="btn" href={signedIn ? "/" : "/session/new"}>
          {signedIn ? "Back to the rooms" : "Sign in with your password"}
        </a>
      </div>
    </Layout>
  )
}
