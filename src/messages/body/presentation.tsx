import { EveryoneInEditor, MentionOfEveryone } from "../../rooms/room"
import { MENTION_TYPE, Mention, MentionInEditor } from "../../users/user"
import { withDirections } from "./direction"
import { EMBED_TYPE, type Embed, embedIn, isTweetAvatar, leadsTo, unfurledImagePath } from "./embed"
import type { Attributes } from "./html/tree"
import { type MessageBody, mentionIn, type People } from "./message-body"

/**
 * A body as pages and programs get it.
 *
 * @param decorate changes the HTML inside its element
 */
export function presentBody(
  body: MessageBody,
  people: People,
  decorate = (html: string) => html,
): string {
  if (body.html === "") return ""

  const render = rendererFor(people)
  const embeds = body.attachments.filter((attributes) => embedIn(attributes) !== null)
  const sole = soleEmbed(body, embeds)
  const html = decorate(sole ? render(sole) : withDirections(body.withAttachments(render)))
  const avatar = embeds.some(showsTweetAvatar)
  return `<div class="trix-content${avatar ? " cf-twitter-avatar" : ""}">${html}</div>`
}

const MISSING = "☒"

/** Where a message is only a link and its preview, the preview is enough. */
function soleEmbed(body: MessageBody, embeds: Attributes[]) {
  const [attributes, ...others] = embeds
  const embed = attributes && embedIn(attributes)
  if (!embed || others.length > 0) return null
  // A mention is more than the link, whatever name it shows.
  const words = body.textWith((one) => (embedIn(one) ? "" : MISSING))
  return leadsTo(words.trim(), embed.href) ? attributes : null
}

function showsTweetAvatar(attributes: Attributes) {
  const image = embedIn(attributes)?.image
  return image ? isTweetAvatar(image) : false
}

/** Renders mentions and embeds; as inline elements, because they stand in sentences. */
const rendererFor = (people: People) => (attributes: Attributes) => {
  const referent = mentionIn(attributes)
  if (referent === "everyone") return String(<MentionOfEveryone />)
  if (referent !== null) {
    const person = people.get(referent)
    return person ? String(<Mention person={person} />) : MISSING
  }
  const embed = embedIn(attributes)
  return embed ? String(<EmbedCard embed={embed} />) : MISSING
}

/**
 * A stored body for the editor, which shows for a mention or an embed the HTML that it is given,
 * and sends it back.
 *
 * @param everyone how many people the room has
 */
export function bodyForEditor(body: MessageBody, people: People, everyone: number) {
  return body.withAttachments((attributes) => {
    const { sgid } = attributes
    const embed = embedIn(attributes)
    if (sgid === undefined && embed === null) return MISSING
    const content = embed ? <EmbedCard embed={embed} /> : inEditor(attributes, people, everyone)
    return String(
      <action-text-attachment
        sgid={sgid}
        content-type={embed ? EMBED_TYPE : MENTION_TYPE}
        content={String(content)}
      ></action-text-attachment>,
    )
  })
}

function inEditor(attributes: Attributes, people: People, everyone: number) {
  const referent = mentionIn(attributes)
  if (referent === "everyone") return <EveryoneInEditor people={everyone} />
  const person = referent === null ? undefined : people.get(referent)
  return person ? <MentionInEditor person={person} /> : MISSING
}

function EmbedCard({ embed: { href, title, description, image } }: { embed: Embed }) {
  return (
    <span class="og-embed">
      <span class="og-embed__content">
        <span class="og-embed__title">
          <a href={href} target="_blank" rel="noopener noreferrer nofollow">
            {title}
          </a>
        </span>
        {description && <span class="og-embed__description">{description}</span>}
      </span>
      {image && (
        <span class="og-embed__image">
          <img src={unfurledImagePath(image)} alt="" loading="lazy" />
        </span>
      )}
    </span>
  )
}
