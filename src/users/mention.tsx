import type { Micros } from "../platform/database/database"
import { sign } from "../platform/http/signed"
import { avatarPath, hoverTitle } from "./avatars/avatar"

/** The `content-type` of a mention's attachment element in stored HTML. */
export const MENTION_TYPE = "application/vnd.campfire.mention"

export type Mentionable = { id: number; name: string; bio: string | null; updated_at: Micros }

/** Identifies a user in stored HTML independently of their name. */
export const mentionSgid = ({ id }: { id: number }) => sign("mention", String(id))

/** A mention in a message. */
export function Mention({ person }: { person: Mentionable }) {
  return (
    <span class="mention" data-user-id={person.id} dir="auto">
      <a href={`/users/${person.id}`} target="_top" title={hoverTitle(person)}>
        <Face person={person} />
        {person.name}
      </a>
    </span>
  )
}

/** A mention in the editor, without a link: a click there places the cursor. */
export function MentionInEditor({ person }: { person: Mentionable }) {
  return (
    <span class="mention" dir="auto">
      <Face person={person} />
      {person.name}
    </span>
  )
}

function Face({ person }: { person: Mentionable }) {
  return <img src={avatarPath(person)} alt="" width={20} height={20} loading="lazy" />
}
