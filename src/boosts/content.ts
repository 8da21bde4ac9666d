import { stripUnprintable } from "../messages/message"
import { ValidationError } from "../platform/http/errors"

export const MAX_CHARACTERS = 16

// The longest emoji have about ten code points. The limit stops letters with stacked accents.
const MAX_CODE_POINTS = 10 * MAX_CHARACTERS

const MAX_LENGTH = 1024

const VISIBLE = /[^\s\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" })

/**
 * Normalizes a boost's text. Characters are counted as graphemes: a family emoji is one.
 *
 * @throws {ValidationError} when nothing is visible, or it is too long
 */
export function parseBoost(text: string): string {
  const content = stripUnprintable(text).replace(/\s+/gu, " ").trim()
  if (!VISIBLE.test(content))
    throw new ValidationError("A boost can’t be empty. Type a word or pick an emoji.", FIELD)
  // Checked before the graphemes are counted: pasted text can be megabytes.
  if (content.length > MAX_LENGTH)
    throw new ValidationError(
      `A boost has at most ${MAX_CHARACTERS} characters. Shorten yours.`,
      FIELD,
    )
  const count = [...graphemes.segment(content)].length
  if (count > MAX_CHARACTERS)
    throw new ValidationError(
      `A boost has at most ${MAX_CHARACTERS} characters, and yours has ${count}. Shorten it.`,
      FIELD,
    )
  if ([...content].length > MAX_CODE_POINTS)
    throw new ValidationError("This boost has too many accents. Remove some.", FIELD)
  return content
}

const FIELD = "boost[content]"
