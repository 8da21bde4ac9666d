import type { Child } from "hono/jsx"
import { IconLink } from "../../platform/ui/button"
import { InvolvementButton } from "../memberships/involvement-button"
import { PresenceList } from "../presence/presence-list"
import type { Involvement, RoomType } from "../table"
import { roomType } from "../types/registry"
import { RoomTitle, RoomTopic } from "./row-streams"

export type RoomNavProps = {
  room: {
    id: number
    type: RoomType
    own_name: string
    topic: string | null
    involvement: Involvement
  }
  /** The sections of other nouns. */
  sections?: Child
}

/** The room's name for its viewer, with links to its settings. */
export function RoomNav({ room, sections }: RoomNavProps) {
  const type = roomType(room.type)
  const { noun, titlePrefix } = type.texts
  return (
    <>
      <RoomTitle room={{ id: room.id, name: room.own_name }} prefix={titlePrefix} />
      <RoomTopic room={room} />
      <PresenceList />
      {sections}
      {type.settings && (
        <IconLink
          icon="settings"
          label={`Settings for this ${noun}`}
          class="nav__settings"
          plain
          href={type.settings.path(room)}
        />
      )}
      <fieldset class="nav__bell">
        <legend class="for-screen-reader">Notification settings for this {noun}</legend>
        <InvolvementButton room={room} involvement={room.involvement} />
      </fieldset>
    </>
  )
}
