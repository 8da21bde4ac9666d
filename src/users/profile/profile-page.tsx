import type { Child } from "hono/jsx"
import { Button } from "../../platform/ui/button"
import { Field, FieldError } from "../../platform/ui/field"
import { Form } from "../../platform/ui/form"
import { GoBack } from "../../platform/ui/go-back"
import { Icon } from "../../platform/ui/icon"
import type { Flash } from "../../platform/ui/page/flash"
import { Layout, Uncached, type Viewer } from "../../platform/ui/page/layout"
import { PictureField } from "../../platform/ui/picture-field"
import { InstallHelp } from "../../platform/ui/pwa/help"
import type { Platform } from "../../platform/ui/pwa/platform"
import { Translate } from "../../platform/ui/translate"
import { avatarPath } from "../avatars/avatar"
import type { Theme, User } from "../table"

export type ProfilePageProps = {
  user: User
  viewer: Viewer
  back: string
  flash?: Flash | null
  platform: Platform
  account: { name: string }
  /** The slots below the form. */
  sections: (Child | null)[]
  /** The rejected input and its errors. */
  refused?: {
    values: {
      name?: string
      email_address?: string
      bio?: string
      theme?: string
      sounds?: string
    }
    reasons: Readonly<Record<string, string>>
    message: string
  }
}

export function ProfilePage(props: ProfilePageProps) {
  const { user, viewer, back, flash } = props
  return (
    <Layout
      title={user.name}
      class="settings"
      viewer={viewer}
      flash={flash}
      head={<Uncached />}
      nav={
        <>
          <GoBack to={back} />
          <span class="nav__title">My settings</span>
          <Form
            class="nav__tools"
            action="/session"
            method="delete"
            data-controller="sessions"
            data-action="submit->sessions#logout"
          >
            <Button small>
              <Icon name="logOut" />
              <span class="btn__words">Log out</span>
            </Button>
          </Form>
        </>
      }
    >
      <InstallHelp platform={props.platform} app={props.account.name} />
      <section class="panel stack" aria-labelledby="profile">
        <h1 id="profile" class="user-name">
          {user.name}
        </h1>
        <AvatarForms {...props} />
        <ProfileForm {...props} />
      </section>
      {props.sections}
    </Layout>
  )
}

function AvatarForms({ user, refused }: ProfilePageProps) {
  return (
    <div class="picture-forms">
      <Form
        action="/users/me/profile"
        method="patch"
        enctype="multipart/form-data"
        data-controller="immediate-form"
      >
        <PictureField
          name="user[avatar]"
          picture="Avatar"
          label="Upload avatar"
          src={avatarPath(user)}
          error={refused?.reasons["user[avatar]"]}
        />
      </Form>
      {user.avatar_id !== null && (
        <Form action="/users/me/avatar" method="delete">
          <Button small>
            <Icon name="remove" />
            Delete avatar
          </Button>
        </Form>
      )}
    </div>
  )
}

function ProfileForm({ user, refused }: ProfilePageProps) {
  const values = refused?.values ?? {}
  const reasons = refused?.reasons ?? {}
  return (
    <Form class="stack" action="/users/me/profile" method="patch">
      {refused && Object.keys(reasons).length === 0 && (
        <p class="entry__refusal" role="alert">
          <Icon name="alert" />
          {refused.message}
        </p>
      )}
      <Field
        label="Name"
        name="user[name]"
        placeholder="Enter your name"
        autocomplete="name"
        maxlength={100}
        value={values.name ?? user.name}
        error={reasons["user[name]"]}
        translate="name"
      />
      <Field
        label="Email address"
        name="user[email_address]"
        type="email"
        placeholder="Enter your email address"
        autocomplete="username"
        value={values.email_address ?? user.email_address ?? ""}
        error={reasons["user[email_address]"]}
        translate="email_address"
      />
      <Field
        label="New password"
        name="user[password]"
        type="password"
        placeholder="Change password"
        autocomplete="new-password"
        maxlength={72}
        required={false}
        error={reasons["user[password]"]}
        hint="Signs you out on all your other devices."
        translate="new_password"
      />
      <Field
        label="Current password"
        name="user[current_password]"
        type="password"
        placeholder="Enter your current password"
        autocomplete="current-password"
        maxlength={72}
        required={false}
        error={reasons["user[current_password]"]}
        hint="Only to change your email address or password."
      />
      <Bio value={values.bio ?? user.bio ?? ""} error={reasons["user[bio]"]} />
      <Themes chosen={values.theme ?? user.theme} />
      <Sounds heard={(values.sounds ?? user.sounds) === "on"} />
      <Button reversed>Save changes</Button>
    </Form>
  )
}

function Bio({ value, error }: { value: string; error?: string }) {
  return (
    <div class="field">
      <div class="field__label">
        <label for="user_bio">About you</label>
        <Translate text="bio" />
      </div>
      <textarea
        id="user_bio"
        class="input"
        name="user[bio]"
        rows={3}
        maxlength={200}
        placeholder="A few words about yourself…"
        aria-invalid={error ? "true" : undefined}
        aria-describedby={error ? "user_bio_error" : undefined}
      >
        {`\n${value}`}
      </textarea>
      <FieldError id="user_bio" error={error} />
    </div>
  )
}

const THEMES: [Theme, string][] = [
  ["system", "Like my device"],
  ["light", "Light"],
  ["dark", "Dark"],
]

function Themes({ chosen }: { chosen: string }) {
  return (
    <fieldset class="choices">
      <legend>Colors</legend>
      {THEMES.map(([theme, label]) => (
        <label class="choices__choice">
          <input type="radio" name="user[theme]" value={theme} checked={theme === chosen} />
          {label}
        </label>
      ))}
    </fieldset>
  )
}

// An unchecked checkbox sends nothing; then the hidden input's value counts.
function Sounds({ heard }: { heard: boolean }) {
  return (
    <div class="field">
      <input type="hidden" name="user[sounds]" value="off" />
      <label class="switch-row">
        Hear sounds as they arrive
        <input
          type="checkbox"
          class="switch"
          name="user[sounds]"
          value="on"
          checked={heard}
          aria-describedby="user_sounds_hint"
        />
      </label>
      <p id="user_sounds_hint" class="field__hint">
        Somebody in an open room writes /play and a sound’s name. With this off it stays quiet until
        you press Play.
      </p>
    </div>
  )
}
