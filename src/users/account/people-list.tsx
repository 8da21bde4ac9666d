import type { Child } from "hono/jsx"
import { IconButton } from "../../platform/ui/button"
import { domId } from "../../platform/ui/dom-id"
import { Form } from "../../platform/ui/form"
import { Avatar, Icon } from "../../platform/ui/icon"
import type { Viewer } from "../../platform/ui/page/layout"
import { avatarPath, hoverTitle } from "../avatars/avatar"
import { NamesakeLine } from "../namesakes"
import type { ListedPerson } from "./people"

type PeopleProps = {
  viewer: Viewer
  people: ListedPerson[]
  /** What tells people of one name apart, by id. */
  lines: Map<number, string>
}

/**
 * The Turbo frame that the filter reloads.
 *
 * @param children the rows; none when no name matches
 */
export function PeopleFrame({ filter, children }: { filter?: string; children?: Child }) {
  return (
    <turbo-frame id="account_users" target="_top">
      <div class="people">{children}</div>
      <p class="people__none subtle" role="status">
        {filter ? `Nobody here is called “${filter}”.` : "Nobody is here."}
      </p>
    </turbo-frame>
  )
}

export function PeopleRows({ viewer, people, lines }: PeopleProps) {
  return (
    <>
      {people.map((person) => (
        <>
          {person.begins_members && <hr class="separator full-width" />}
          <PersonRow person={person} viewer={viewer} line={lines.get(person.id)} />
        </>
      ))}
    </>
  )
}

/** A placeholder that loads the next page when it scrolls into view. */
export function NextPage({ page, filter }: { page: number; filter?: string }) {
  const query = new URLSearchParams({ page: String(page), ...(filter && { filter }) })
  return (
    <turbo-frame
      id="next_page_container"
      src={`/account/users.turbo_stream?${query}`}
      loading="lazy"
    >
      <p class="subtle">Loading more…</p>
    </turbo-frame>
  )
}

type PersonRowProps = { person: ListedPerson; viewer: Viewer; line: string | undefined }

function PersonRow({ person, viewer, line }: PersonRowProps) {
  const self = person.id === viewer.id
  const banned = person.status === "banned"
  return (
    <div
      id={domId("person", person.id)}
      class={banned ? "membership-item banned" : "membership-item"}
    >
      <a class="membership-item__person" href={`/users/${person.id}`}>
        <Avatar src={avatarPath(person)} title={hoverTitle(person)} size={40} />
        <span id={nameId(person)} class="membership-item__name">
          {person.name}
          <NamesakeLine line={line} />
        </span>
        {banned && <span class="tag">Banned</span>}
      </a>
      <div class="membership-item__tools">
        {self && (
          <a class="btn btn--small" href="/users/me/profile">
            My settings
          </a>
        )}
        {viewer.role === "administrator" && !banned && (
          <>
            <RoleSwitch person={person} disabled={self} />
            {!self && <Deletion person={person} line={line} />}
          </>
        )}
      </div>
    </div>
  )
}

const nameId = ({ id }: ListedPerson) => `${domId("person", id)}_name`

function RoleSwitch({ person, disabled }: { person: ListedPerson; disabled: boolean }) {
  const administrator = person.role === "administrator"
  return (
    <Form action={`/account/users/${person.id}`} method="put" data-controller="immediate-form">
      <input type="hidden" name="user[role]" value="member" />
      <label class="crown" title={administrator ? "Administrator" : "Member"}>
        <input
          class="for-screen-reader"
          type="checkbox"
          name="user[role]"
          value="administrator"
          checked={administrator}
          disabled={disabled}
          aria-label={`Role: ${administrator ? "Administrator" : "Member"}`}
          aria-describedby={nameId(person)}
          autocomplete="off"
        />
        <Icon name="crown" />
      </label>
    </Form>
  )
}

function Deletion({ person, line }: Pick<PersonRowProps, "person" | "line">) {
  const name = line === undefined ? person.name : `${person.name} (${line})`
  return (
    <Form
      action={`/account/users/${person.id}`}
      method="delete"
      data-turbo-confirm={`Delete ${name}? This is permanent: they are signed out everywhere and can’t come back. What they said stays.`}
    >
      <IconButton icon="remove" label={`Delete ${name}`} plain />
    </Form>
  )
}
