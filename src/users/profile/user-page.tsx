import type { Child } from "hono/jsx"
import { Button } from "../../platform/ui/button"
import { Form } from "../../platform/ui/form"
import { GoBack } from "../../platform/ui/go-back"
import { Icon } from "../../platform/ui/icon"
import type { Flash } from "../../platform/ui/page/flash"
import { Layout, type Viewer } from "../../platform/ui/page/layout"
import { avatarPath } from "../avatars/avatar"
import type { User } from "../table"

type UserPageProps = {
  user: User
  viewer: Viewer
  back: string
  flash?: Flash | null
  /** The slots for active users. */
  sections: (Child | null)[]
}

export function UserPage(props: UserPageProps) {
  const { user, viewer, back, flash } = props
  return (
    <Layout
      title={user.name}
      class="settings"
      viewer={viewer}
      flash={flash}
      nav={
        <>
          <GoBack to={back} />
          <span class="nav__title" dir="auto">
            {user.name}
          </span>
          {user.id === viewer.id && (
            <div class="nav__tools">
              <a class="btn btn--small" href="/users/me/profile">
                <Icon name="edit" />
                <span class="btn__words">Edit my profile</span>
              </a>
            </div>
          )}
        </>
      }
    >
      <section class="panel stack stack--center" aria-label="Profile">
        <div class={user.status === "banned" ? "user-picture banned" : "user-picture"}>
          <img class="avatar avatar--large" src={avatarPath(user)} alt="Profile avatar" />
        </div>
        <h1 class="user-name">{user.name}</h1>
        <About {...props} />
      </section>
    </Layout>
  )
}

function About(props: UserPageProps) {
  switch (props.user.status) {
    case "active":
      return props.user.role === "bot" ? <ActiveBot {...props} /> : <ActivePerson {...props} />
    case "banned":
      return <BannedPerson {...props} />
    case "deactivated":
      return (
        <p class="subtle">
          <bdi>{props.user.name}</bdi> is no longer on this account.
        </p>
      )
  }
}

function ActivePerson({ user, viewer, sections }: UserPageProps) {
  const administrator = viewer.role === "administrator"
  return (
    <>
      <Bio user={user} />
      {administrator && <EmailAddress user={user} />}
      <Ping user={user} />
      {sections}
      {administrator && user.id !== viewer.id && <Ban user={user} />}
    </>
  )
}

function BannedPerson({ user, viewer }: UserPageProps) {
  return (
    <>
      <Bio user={user} />
      {viewer.role === "administrator" && (
        <>
          <EmailAddress user={user} />
          <Form
            action={`/users/${user.id}/ban`}
            method="delete"
            data-turbo-confirm={`Remove the ban on ${user.name}? They can sign in again, and their addresses are no longer blocked. Deleted messages don’t come back.`}
          >
            <Button>Remove ban</Button>
          </Form>
        </>
      )}
    </>
  )
}

function ActiveBot({ user }: UserPageProps) {
  return (
    <>
      <Bio user={user} />
      <Ping user={user} />
    </>
  )
}

const Bio = ({ user }: { user: User }) => (user.bio ? <p class="user-bio">{user.bio}</p> : null)

const EmailAddress = ({ user }: { user: User }) => (
  <a href={`mailto:${user.email_address}`}>{user.email_address}</a>
)

function Ping({ user }: { user: User }) {
  return (
    <form action={`/rooms/directs?user_ids[]=${user.id}`} method="post">
      <Button reversed>
        <Icon name="ping" />
        Ping {user.name}
      </Button>
    </form>
  )
}

function Ban({ user }: { user: User }) {
  return (
    <form
      action={`/users/${user.id}/ban`}
      method="post"
      data-turbo-confirm={`Ban ${user.name}? They are logged out everywhere, all their messages are deleted, and the addresses they came from are blocked.`}
    >
      <Button negative>
        Ban <bdi>{user.name}</bdi>
      </Button>
    </form>
  )
}
