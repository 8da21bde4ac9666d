import { everyoneSgid } from "../../src/rooms/mentions/everyone"
import { MENTION_TYPE, mentionSgid } from "../../src/users/mention"

/** A mention as the editor sends it. */
export const mention = (person: { id: number }) => withSgid(mentionSgid(person))

export const mentionOfEveryone = () => withSgid(everyoneSgid())

export const withSgid = (sgid: string) =>
  `<action-text-attachment sgid="${sgid}" content-type="${MENTION_TYPE}"></action-text-attachment>`

/** A link preview as Campfire stores it: `caption` is the description, `url` the picture. */
export const embed = (attributes: {
  href: string
  filename?: string
  caption?: string
  url?: string
}) => {
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${value}"`)
  return `<action-text-attachment content-type="application/vnd.actiontext.opengraph-embed"${written.join("")}></action-text-attachment>`
}
