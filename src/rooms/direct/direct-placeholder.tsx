import { Avatar } from "../../platform/ui/avatar"
import { avatarPath } from "../../users/user"
import { shortName } from "./direct-names"
import type { DirectPerson } from "./direct-people"

export const placeholderId = (user_id: number) => `ping_user_${user_id}`

/** Somebody to talk to, shown where the talk will be once it has begun. */
export function DirectPlaceholder({ person }: { person: DirectPerson }) {
  return (
    <form
      id={placeholderId(person.id)}
      class="direct direct--placeholder"
      action="/rooms/directs"
      method="post"
    >
      <input type="hidden" name="user_ids[]" value={person.id} />
      <button type="submit" class="direct__link" title={person.name}>
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
