import { Button } from "../../platform/ui/button"
import { Form } from "../../platform/ui/form"
import { GoBack } from "../../platform/ui/go-back"
import { Avatar, Icon } from "../../platform/ui/icon"
import { Layout, type Viewer } from "../../platform/ui/page/layout"
import { avatarPath } from "../../users/user"
import { othersThan } from "./direct-names"
import type { DirectPerson } from "./direct-people"

type PingSettingsPageProps = {
  room: { id: number; own_name: string }
  people: DirectPerson[]
  viewer: Viewer
}

/** The members, and the button that deletes the room. A direct room has no other settings. */
export function DirectSettingsPage({ room, people, viewer }: PingSettingsPageProps) {
  return (
    <Layout
      title={`Edit settings for ${room.own_name}`}
      class="settings"
      viewer={viewer}
      nav={
        <>
          <GoBack to={`/rooms/${room.id}`} />
          <h1 class="nav__title">
            <span class="for-screen-reader">Ping with </span>
            <bdi>{room.own_name}</bdi>
          </h1>
        </>
      }
    >
      <section class="panel room-form room-form--ping">
        <ul class="room-people__list" aria-label="People">
          {othersThan(viewer, people).map((person) => (
            <li class="room-person">
              <Avatar src={avatarPath(person)} title={person.name} size={40} />
              <span class="room-person__name">{person.name}</span>
            </li>
          ))}
        </ul>
        <Form
          class="room-form__delete"
          action={`/rooms/directs/${room.id}`}
          method="delete"
          data-turbo-confirm={`Delete the ping with ${room.own_name}? All of its messages go with it, for everyone in it. They can’t be brought back.`}
        >
          <Button negative>
            <Icon name="remove" />
            Delete Ping
          </Button>
        </Form>
      </section>
    </Layout>
  )
}
