import { EVERYONE, EveryoneInEditor, MentionOfEveryone } from "../../rooms/mentions/everyone"
import { MENTION_TYPE, Mention, MentionInEditor } from "../../users/mention"
import { type Mentioned, referentIn } from "./mentioned"
import {
  type AttachmentAttributes,
  EMBED_TYPE,
  type Embed,
  embedIn,
  missingAttachment,
  unfurledImagePath,
  withAttachments,
} from "./rich-text/rich-text"

/** Draws what stands in a body besides words; elements of text alone, for they stand in sentences. */
export function renderAttachment(people: Mentioned) {
  return (attributes: AttachmentAttributes): string => {
    const referent = referentIn(attributes)
    if (referent === "everyone") return String(<MentionOfEveryone />)
    if (referent !== null) {
      const person = people.get(referent)
      return person ? String(<Mention person={person} />) : missingAttachment()
    }
    const embed = embedIn(attributes)
    return embed ? String(<EmbedCard embed={embed} />) : missingAttachment()
  }
}

/** What is read out of what stands in a body besides words. */
export function attachmentText(people: Mentioned) {
  return (attributes: AttachmentAttributes): string => {
    const referent = referentIn(attributes)
    if (referent === "everyone") return EVERYONE
    const person = referent === null ? undefined : people.get(referent)
    return person ? `@${person.name}` : ""
  }
}

/**
 * A stored body as the editor takes it, which shows of a mention or an embed what it is given, and
 * gives it back.
 *
 * @param everyone how many people the room has
 */
export function bodyForEditor(body: string, people: Mentioned, everyone: number) {
  return withAttachments(body, (attributes) => {
    const { sgid } = attributes
    const embed = embedIn(attributes)
    if (sgid === undefined && embed === null) return missingAttachment()
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

function inEditor(attributes: AttachmentAttributes, people: Mentioned, everyone: number) {
  const referent = referentIn(attributes)
  if (referent === "everyone") return <EveryoneInEditor people={everyone} />
  const person = referent === null ? undefined : people.get(referent)
  return person ? <MentionInEditor person={person} /> : missingAttachment()
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
