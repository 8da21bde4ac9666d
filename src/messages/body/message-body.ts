import { ValidationError } from "../../platform/http/errors"
import { EVERYONE } from "../../rooms/room"
import type { Mentionable } from "../../users/user"
import { soundIn } from "../sounds/names"
import { isEmojiOnly } from "./emoji-only"
import { ATTACHMENT } from "./html/allowed"
import { isVisible, plainText } from "./html/plain-text"
import { sanitizeToTree } from "./html/sanitize"
import { foldSourceSpace, hasSourceSpace } from "./html/source-space"
import { type Attributes, type Element, elementsIn, parseTree, serialize } from "./html/tree"
import { type Referent, referentOf } from "./sgid"
import { appendWords, commandIn, unescapeSlash } from "./slash"

const MOST_BODY_BYTES = 64 * 1024

/** How many people's names one message shows; more would be an attack on its readers. */
const MOST_MENTIONS = 200

/** People by id, with the names and pictures that they have now. */
export type People = Map<number, Mentionable>

export const NOBODY: People = new Map()

/** What a message says: parsed once, then read by everything that needs to know it. */
export class MessageBody {
  /** Safe and canonical: what is stored, and shown once the attachments in it are rendered. */
  readonly html: string

  readonly #root: Element
  #attachments: Attributes[] | undefined
  #text: string | undefined

  /** @param root sanitized HTML */
  constructor(root: Element, html = serialize(root)) {
    this.#root = root
    this.html = html
  }

  /** The attributes of its mentions, embeds, and attachments that Hearth doesn't know. */
  get attachments(): Attributes[] {
    this.#attachments ??= this.html.includes(`<${ATTACHMENT}`)
      ? [...elementsIn(this.#root)].filter(isAttachment).map(({ attributes }) => attributes)
      : []
    return this.#attachments
  }

  /** Ids in the order of the body, each once; there may be nobody with such an id. */
  get mentionedIds(): number[] {
    if (this.attachments.length === 0) return []
    const ids = this.attachments.map(mentionIn).filter((referent) => typeof referent === "number")
    return [...new Set(ids)].slice(0, MOST_MENTIONS)
  }

  get mentionsEveryone() {
    return this.attachments.some((attributes) => mentionIn(attributes) === "everyone")
  }

  /** @param people whom it mentions: it reads as their names */
  text(people = NOBODY): string {
    if (this.attachments.length > 0)
      return this.textWith((attributes) => mentionText(attributes, people))
    this.#text ??= plainText(this.#root)
    return this.#text
  }

  textWith(attachmentText: (attributes: Attributes) => string) {
    return plainText(this.#root, attachmentText)
  }

  /** Its HTML with `render` in the place of each attachment. */
  withAttachments(render: (attributes: Attributes) => string): string {
    if (this.attachments.length === 0) return this.html
    return serialize(this.#root, (node) => (isAttachment(node) ? render(node.attributes) : null))
  }

  /** Whether a reader would see nothing; a mention or an embed is something. */
  get isBlank() {
    return this.attachments.length === 0 && !isVisible(this.text())
  }

  isOnlyEmoji(people: People) {
    return isEmojiOnly(this.text(people).trim())
  }

  /** The sound that it asks for, if it says nothing else. */
  sound(people: People) {
    const text = this.text(people)
    return text.startsWith("/play ") ? soundIn(text) : null
  }

  /** Whether it begins with `/me`, and so tells what its author does. */
  get isAction() {
    return this.text().startsWith("/me")
  }

  /** Whether it has a link that leaves Hearth. Links within it, such as a quote's, don't count. */
  get hasLink() {
    if (!this.html.includes("href=")) return false
    return elementsIn(this.#root).some(({ attributes: { href } }) => href && !href.startsWith("/"))
  }

  get hasCode() {
    return HAS_CODE.test(this.html)
  }

  /**
   * The command that it begins with, and the rest of the body; `unknown` names a word after a slash
   * that is no command.
   */
  get command() {
    const command = this.beginsWithSlash ? commandIn(this.#root) : null
    if (command === null || "unknown" in command) return command
    return { name: command.name, rest: new MessageBody(command.rest) }
  }

  /** The body without the second slash of `//word`, which says that the first is only a slash. */
  get unescaped(): MessageBody {
    const root = this.beginsWithSlash ? unescapeSlash(this.#root) : null
    return root ? new MessageBody(root) : this
  }

  /** The body with `words` at the end of its first paragraph. */
  withEnding(words: string): MessageBody {
    return new MessageBody(appendWords(this.#root, words))
  }

  get beginsWithSlash() {
    return this.text().startsWith("/")
  }
}

// In stored HTML, a text has no `<`.
const HAS_CODE = /<(?:pre|code)[\s>]/

const isAttachment = ({ name }: Element) => name === ATTACHMENT

/** Whom an attachment mentions; like Campfire, Hearth decides by its reference alone. */
export const mentionIn = ({ sgid }: Attributes): Referent | null =>
  sgid === undefined ? null : referentOf(sgid)

function mentionText(attributes: Attributes, people: People) {
  const referent = mentionIn(attributes)
  if (referent === "everyone") return EVERYONE
  const person = referent === null ? undefined : people.get(referent)
  return person ? `@${person.name}` : ""
}

/** A body from outside, made safe. */
export const sanitizeBody = (html: string) => new MessageBody(sanitizeToTree(html))

/** A stored body. Older ones may have white space that formats their source. */
export function readBody(stored: string) {
  const root = parseTree(stored)
  if (!hasSourceSpace(stored)) return new MessageBody(root, stored)
  foldSourceSpace(root)
  return new MessageBody(root)
}

/**
 * Parses what somebody wrote.
 *
 * @param done names what is not done when it is refused
 * @param withFile a message with a file needs no words
 * @param before the stored body before an edit, which may be longer than any that is sent
 * @throws {ValidationError} when it is too long, or when a reader would see nothing
 */
export function parseMessageBody(
  html: string,
  done: "sent" | "saved" = "sent",
  { withFile = false, before = "" } = {},
): MessageBody {
  refuseTooLong(html, done, Math.max(MOST_BODY_BYTES, Buffer.byteLength(before)))
  const body = sanitizeBody(html)
  if (!body.isBlank) return body
  if (withFile) return readBody("")
  throw new ValidationError(EMPTY[done], "message[body]")
}

const EMPTY = {
  sent: "Nothing was sent: the message is empty.",
  saved: "Nothing was saved: the message is empty. Write something, or delete it.",
}

function refuseTooLong(html: string, done: string, mostBytes: number) {
  const bytes = Buffer.byteLength(html)
  if (bytes <= mostBytes) return
  const [most, found] = [mostBytes, bytes].map((size) => Math.ceil(size / 1024))
  throw new ValidationError(
    `Not ${done}: a message has at most ${most} KB of text, and this one has ${found} KB.`,
    "message[body]",
    413,
  )
}
