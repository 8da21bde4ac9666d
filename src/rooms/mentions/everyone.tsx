import { sign } from "../../platform/http/signed"

/** The text of a mention of everyone. */
export const EVERYONE = "@everyone"

/** Its id in a stored mention. */
export const everyoneSgid = () => sign("mention", "everyone")

/** A mention of everyone in a message. */
export function MentionOfEveryone() {
  return (
    <span class="mention mention--everyone" data-everyone dir="ltr">
      {EVERYONE}
    </span>
  )
}

/**
 * The same in the editor.
 *
 * @param people the number of members, so that the browser can ask for confirmation
 */
export function EveryoneInEditor({ people }: { people: number }) {
  return (
    <span class="mention mention--everyone" data-people={people} dir="ltr">
      {EVERYONE}
    </span>
  )
}
