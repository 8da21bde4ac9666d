import { domId } from "../../platform/ui/dom-id"
import { Avatar } from "../../platform/ui/icon"
import { avatarPath, hoverTitle, type Mentionable } from "../../users/user"
import { shortName } from "./direct-names"

export const placeholderId = (user_id: number) => domId("user", user_id, "ping")

/** A user without a direct room with the viewer: a press starts one. */
export function DirectPlaceholder({ person }: { person: Mentionable }) {
  return (
    <form
      id={placeholderId(person.id)}
      class="direct direct--placeholder"
      action="/rooms/directs"
      method="post"
    >
      <input type="hidden" name="user_ids[]" value={person.id} />
      <button type="submit" class="direct__link" title={hoverTitle(person)}>
        <span class="direct__faces">
          <Avatar src={avatarPath(person)} title={person.name} />
        </span>
        <span class="direct__name" aria-hidden="true">
          {shortName([person], { id: 0 })}
        </span>
        <span class="for-screen-reader">Start a ping with {person.name}</span>
      </button>
    </form>
  )
}
