import { sign } from "../../platform/http/signed"

/** What the mention of everybody in a room reads as. */
export const EVERYONE = "@everyone"

/** What stands for it in a stored mention. */
export const everyoneSgid = () => sign("mention", "everyone")

/** Everybody in the room at once, as a message shows them. */
export function MentionOfEveryone() {
  return (
    <span class="mention mention--everyone" data-everyone>
      {EVERYONE}
    </span>
  )
}

/**
 * The same while it is being written.
 *
 * @param people how many these are, so that the browser can ask before it is sent
 */
export function EveryoneInEditor({ people }: { people: number }) {
  return (
    <span class="mention mention--everyone" data-people={people}>
      {EVERYONE}
    </span>
  )
}
