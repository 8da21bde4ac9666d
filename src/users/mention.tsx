import type { Micros } from "../platform/database/database"
import { sign } from "../platform/http/signed"
import { avatarPath } from "./avatars/avatar"
import { hoverTitle } from "./hover-title"

/** The type of the element that stands for a mention in what people write. */
export const MENTION_TYPE = "application/vnd.campfire.mention"

export type Mentionable = { id: number; name: string; bio: string | null; updated_at: Micros }

/** What names a person in a stored mention, whatever they will be called by then. */
export const mentionSgid = ({ id }: { id: number }) => sign("mention", String(id))

/** A person in the middle of a sentence, as a message shows them. */
export function Mention({ person }: { person: Mentionable }) {
  return (
    <span class="mention" data-user-id={person.id}>
      <a href={`/users/${person.id}`} target="_top" title={hoverTitle(person)}>
        <Face person={person} />
        {person.name}
      </a>
    </span>
  )
}

/** The same while it is being written, where a click is for the text and not for a link. */
export function MentionInEditor({ person }: { person: Mentionable }) {
  return (
    <span class="mention">
      <Face person={person} />
      {person.name}
    </span>
  )
}

function Face({ person }: { person: Mentionable }) {
  return <img src={avatarPath(person)} alt="" width={20} height={20} loading="lazy" />
}
