import type { Child } from "hono/jsx"
import { Button } from "../../platform/ui/button"
import { Form } from "../../platform/ui/form"
import { GoBack } from "../../platform/ui/go-back"
import { Icon } from "../../platform/ui/icon"
import { Layout, type Viewer } from "../../platform/ui/page/layout"
import type { RoomType } from "../table"
import type { Candidate } from "./people"
import { PeopleList, PeopleSwitches } from "./people-switches"

/** The room's type in paths. */
export type SharedKind = "opens" | "closeds"

type Errors = { name?: string; user_ids?: string }

type RoomFormPageProps = {
  /** The type that the form sets, which may differ from the room's. */
  kind: SharedKind
  /** The room to change; undefined for a new one. */
  room?: { id: number; type: RoomType; name: string }
  /** The submitted name after a validation error, else the room's. */
  name: string
  people: Candidate[]
  /** What tells people of one name apart, by id. */
  lines: Map<number, string>
  chosen: Set<number>
  /** Whether the viewer may change the room. */
  editable: boolean
  viewer: Viewer
  errors?: Errors
}

/** The form that creates a room, and the one that changes its settings. */
export function RoomFormPage(props: RoomFormPageProps) {
  const { room, editable, viewer } = props
  return (
    <Layout
      title={room ? `Edit settings for ${room.name}` : "New chat room"}
      class="settings"
      viewer={viewer}
      nav={
        <>
          <GoBack to={room ? `/rooms/${room.id}` : "/"} />
          <h1 class="nav__title">{room ? room.name : "New chat room"}</h1>
        </>
      }
    >
      <section class="panel room-form">
        {editable ? <RoomForm {...props} /> : <RoomAsItIs {...props} />}
        {room && editable && <DeleteRoom room={room} />}
      </section>
    </Layout>
  )
}

function RoomForm(props: RoomFormPageProps) {
  const { kind, room, name, errors } = props
  return (
    <Form class="room-form__form" action={formPath(kind, room)} method={room ? "put" : "post"}>
      <NameField name={name} error={errors?.name} fresh={!room} />
      <Members kind={kind}>
        <EveryoneSwitch kind={kind} room={room} />
      </Members>
      {kind === "closeds" && (
        <PeopleSwitches
          people={props.people}
          lines={props.lines}
          chosen={props.chosen}
          fixed={room ? undefined : props.viewer.id}
          error={errors?.user_ids}
        />
      )}
      <Button class="room-form__save" reversed>
        <Icon name="check" />
        Save
      </Button>
    </Form>
  )
}

/**
 * Turbo keeps the field and its text when it replaces the form, also after a validation error. So
 * the attributes for an error are always present.
 */
function NameField({ name, error, fresh }: { name: string; error?: string; fresh: boolean }) {
  return (
    <div class="field">
      <label for="room_name">Name this room</label>
      <input
        id="room_name"
        class="input input--large"
        type="text"
        name="room[name]"
        value={name}
        placeholder="Name the room"
        required
        maxlength={100}
        autocomplete="off"
        autofocus={fresh}
        aria-describedby="room_name_error"
        data-turbo-permanent
      />
      <p id="room_name_error" class="field__error" role="alert" hidden={!error}>
        {error}
      </p>
    </div>
  )
}

function RoomAsItIs({ kind, name, people, lines }: RoomFormPageProps) {
  return (
    <>
      <p class="room-form__name">{name}</p>
      <Members kind={kind} />
      {kind === "closeds" && (
        <PeopleList people={people.filter(({ member }) => member)} lines={lines} />
      )}
    </>
  )
}

function Members({ kind, children }: { kind: SharedKind; children?: Child }) {
  return (
    <div class="room-person room-person--everyone">
      <span class="room-person__face">
        <Icon name={kind === "opens" ? "everyone" : "lock"} />
      </span>
      <span class="room-person__name">
        <strong>{kind === "opens" || children ? "Everyone" : "Some people"}</strong>
        <span class="room-person__hint">
          {kind === "opens"
            ? "All who are here, and whoever joins later"
            : `Only ${children ? "those who are chosen" : "the people"} below`}
        </span>
      </span>
      {children}
    </div>
  )
}

/** Replaces the form with the one for the other type; nothing changes before it is saved. */
function EveryoneSwitch({ kind, room }: Pick<RoomFormPageProps, "kind" | "room">) {
  const open = kind === "opens"
  return (
    <a
      class={open ? "switch switch--on" : "switch"}
      href={`${formPath(open ? "closeds" : "opens", room)}/${room ? "edit" : "new"}`}
      data-turbo-action="replace"
    >
      <span class="for-screen-reader">
        {open ? "Give only some access to this room" : "Give everyone access to this room"}
      </span>
    </a>
  )
}

function DeleteRoom({ room }: { room: { id: number; name: string } }) {
  return (
    <Form
      class="room-form__delete"
      action={`/rooms/${room.id}`}
      method="delete"
      data-turbo-confirm={`Delete ${room.name}? All of its messages go with it, for everyone. They can’t be brought back.`}
    >
      <Button negative>
        <Icon name="remove" />
        Delete <bdi>{room.name}</bdi>
      </Button>
    </Form>
  )
}

const formPath = (kind: SharedKind, room?: { id: number }) =>
  room ? `/rooms/${kind}/${room.id}` : `/rooms/${kind}`
