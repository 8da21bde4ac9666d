import { raw } from "hono/html"
import type { Child } from "hono/jsx"
import { type Account, InviteBlock, settingsOf } from "../../accounts/account"
import { Button } from "../../platform/ui/button"
import { FieldError } from "../../platform/ui/field"
import { Form } from "../../platform/ui/form"
import { GoBack } from "../../platform/ui/go-back"
import { Icon } from "../../platform/ui/icon"
import type { Flash } from "../../platform/ui/page/flash"
import { Layout, Uncached, type Viewer } from "../../platform/ui/page/layout"
import { AccountLogo } from "../../platform/ui/page/logo"
import { PictureField } from "../../platform/ui/picture-field"
import { Translate } from "../../platform/ui/translate"
import { PeopleFrame } from "./people-list"

export type AccountPageProps = {
  account: Account
  viewer: Viewer
  origin: string
  version: string
  filter?: string
  people?: Child
  flash?: Flash | null
  /** The rejected input and its errors. */
  refused?: { name?: string; reasons: Readonly<Record<string, string>>; message: string }
}

/** A placeholder for the people. Escaped text can't contain it. */
const PEOPLE = "<people>"

/** The HTML before and after the people. */
export function accountPageShell(props: Omit<AccountPageProps, "people">) {
  const page = String(<AccountPage {...props} people={raw(PEOPLE)} />)
  const [before = "", after = ""] = page.split(PEOPLE)
  return { before, after }
}

export function AccountPage(props: AccountPageProps) {
  const { account, viewer, origin, flash, filter } = props
  const administrator = viewer.role === "administrator"
  return (
    <Layout
      title="Account settings"
      class="settings"
      viewer={viewer}
      flash={flash}
      head={<Refreshing />}
      nav={
        <>
          <GoBack to="/" />
          <span class="nav__title">Account settings</span>
          {administrator && <Tools />}
        </>
      }
      footer={<p class="version-badge">Hearth version {props.version}</p>}
    >
      <section class="panel stack" aria-label="Account">
        {administrator ? <Controls {...props} /> : <Sign account={account} />}
        <InviteBlock account={account} origin={origin} viewer={viewer} />
      </section>
      <section class="panel stack" aria-labelledby="people">
        <h2 id="people">People</h2>
        <search>
          <form action="/account/users" method="get" data-turbo-frame="account_users">
            <input
              class="input"
              type="search"
              name="filter"
              value={filter}
              placeholder="Filter…"
              aria-label="Filter…"
              autocomplete="off"
              data-controller="delayed-submit"
            />
          </form>
        </search>
        <PeopleFrame filter={filter}>{props.people}</PeopleFrame>
      </section>
    </Layout>
  )
}

// Changing a role renders the page again; this keeps the scroll position.
function Refreshing() {
  return (
    <>
      <Uncached />
      <meta name="turbo-refresh-method" content="morph" />
      <meta name="turbo-refresh-scroll" content="preserve" />
    </>
  )
}

function Tools() {
  return (
    <div class="nav__tools">
      <a class="btn btn--small" href="/account/custom_styles/edit">
        <Icon name="styles" />
        <span class="btn__words">Custom styles</span>
      </a>
      <a class="btn btn--small" href="/account/audit">
        <Icon name="history" />
        <span class="btn__words">Audit log</span>
      </a>
    </div>
  )
}

function Sign({ account }: Pick<AccountPageProps, "account">) {
  return (
    <div class="heading heading--center">
      <AccountLogo />
      <h1>{account.name}</h1>
    </div>
  )
}

function Controls({ account, refused }: AccountPageProps) {
  const reasons = refused?.reasons ?? {}
  return (
    <>
      {refused && Object.keys(reasons).length === 0 && (
        <p class="entry__refusal" role="alert">
          <Icon name="alert" />
          {refused.message}
        </p>
      )}
      <div class="picture-forms">
        <Form
          action="/account"
          method="put"
          enctype="multipart/form-data"
          data-controller="immediate-form"
        >
          <PictureField
            name="account[logo]"
            picture="Account logo"
            label="Upload logo"
            class="account-logo"
            src={`/account/logo?v=${account.updated_at}`}
            error={reasons["account[logo]"]}
          />
        </Form>
        {account.logo_id !== null && (
          <Form action="/account/logo" method="delete">
            <Button small>
              <Icon name="remove" />
              Delete logo
            </Button>
          </Form>
        )}
      </div>
      <Form class="stack" action="/account" method="put">
        <div class="field">
          <div class="field__label">
            <h1>
              <label for="account_name">Name this account</label>
            </h1>
            <Translate text="account_name" />
          </div>
          <input
            id="account_name"
            class="input"
            name="account[name]"
            value={refused?.name ?? account.name}
            placeholder="Name this account"
            required
            maxlength={100}
            autocomplete="off"
            aria-invalid={reasons["account[name]"] ? "true" : undefined}
            aria-describedby={reasons["account[name]"] ? "account_name_error" : undefined}
          />
          <FieldError id="account_name" error={reasons["account[name]"]} />
        </div>
        <Button reversed>Save changes</Button>
      </Form>
      <Restriction account={account} />
    </>
  )
}

const RESTRICTION = "account[settings][restrict_room_creation_to_administrators]"

function Restriction({ account }: Pick<AccountPageProps, "account">) {
  const restricted = settingsOf(account).restrict_room_creation_to_administrators
  return (
    <Form action="/account" method="put" data-controller="immediate-form">
      <input type="hidden" name={RESTRICTION} value="false" />
      <label class="switch-row">
        <span>Must be admin to create new rooms</span>
        <input
          class="switch"
          type="checkbox"
          name={RESTRICTION}
          value="true"
          checked={restricted}
          autocomplete="off"
        />
      </label>
    </Form>
  )
}
