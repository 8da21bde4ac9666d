import {
  avatarPath,
  MENTION_TYPE,
  type Mentionable,
  MentionInEditor,
  mentionSgid,
  NamesakeLine,
} from "../../users/user"
import { EVERYONE, EveryoneInEditor, everyoneSgid } from "./everyone"

/**
 * The users for the editor's mention menu: for each the menu item, and the content that a selection
 * inserts.
 *
 * @param lines what tells people of one name apart, by id
 * @param everyone the room's number of members, for viewers who may mention everyone
 */
export function MentionPrompt({
  people,
  lines,
  everyone,
}: {
  people: Mentionable[]
  lines: Map<number, string>
  everyone: number | null
}) {
  return (
    <>
      {people.map((person) => (
        <lexxy-prompt-item search={person.name} sgid={mentionSgid(person)}>
          <template type="menu">
            <img src={avatarPath(person)} alt="" width={24} height={24} />
            <span class="lexxy-prompt-menu__words">
              <span class="lexxy-prompt-menu__name">{person.name}</span>
              <NamesakeLine line={lines.get(person.id)} />
            </span>
          </template>
          <template type="editor" content-type={MENTION_TYPE}>
            <MentionInEditor person={person} />
          </template>
        </lexxy-prompt-item>
      ))}
      {everyone !== null && (
        <lexxy-prompt-item search={EVERYONE} sgid={everyoneSgid()}>
          <template type="menu">
            <span class="lexxy-prompt-menu__name">{EVERYONE}</span>
            <span class="lexxy-prompt-menu__note">
              {everyone === 1 ? "only you are here" : `all ${everyone} people here`}
            </span>
          </template>
          <template type="editor" content-type={MENTION_TYPE}>
            <EveryoneInEditor people={everyone} />
          </template>
        </lexxy-prompt-item>
      )}
    </>
  )
}
