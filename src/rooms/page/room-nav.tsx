import type { Child } from "hono/jsx"
import { Icon } from "../../platform/ui/icon"
import { InvolvementButton } from "../memberships/involvement-button"
import { PresenceList } from "../presence/presence-list"
import type { Involvement, RoomType } from "../table"
import { RoomTitle, RoomTopic } from "./row-streams"

export type RoomNavProps = {
  room: {
    id: number
    type: RoomType
    own_name: string
    topic: string | null
    involvement: Involvement
  }
  /** What other nouns add to it. */
  sections?: Child
}

/** A room's name as its viewer knows it, with the ways to its settings. */
export function RoomNav({ room, sections }: RoomNavProps) {
  const direct = room.type === "direct"
  const kind = direct ? "Ping" : "room"
  return (
    <>
      {direct ? (
        <h1 class="nav__title" dir="auto">
          <span class="for-screen-reader" dir="ltr">
            Ping with{" "}
          </span>
          {room.own_name}
        </h1>
      ) : (
        <>
          <RoomTitle room={{ id: room.id, name: room.own_name }} />
          <RoomTopic room={room} />
        </>
      )}
      <PresenceList />
      {sections}
      <a
        class="btn btn--icon btn--plain nav__settings"
        href={settingsPath(room)}
        title={`Settings for this ${kind}`}
      >
        <Icon name="settings" />
        <span class="for-screen-reader">Settings for this {kind}</span>
      </a>
      <fieldset class="nav__bell">
        <legend class="for-screen-reader">Notification settings for this {kind}</legend>
        <InvolvementButton room={room} involvement={room.involvement} />
      </fieldset>
    </>
  )
}

/** Where a room is looked after; the doors go by its type. */
export const settingsPath = ({ id, type }: { id: number; type: RoomType }) =>
  `/rooms/${type}s/${id}/edit`
