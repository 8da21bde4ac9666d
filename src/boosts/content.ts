import { stripUnprintable } from "../messages/body/rich-text/unprintable"
import { ValidationError } from "../platform/http/errors"

export const MOST_CHARACTERS = 16

/** The longest emoji have some ten code points; letters with more marks than that only shout. */
const MOST_CODE_POINTS = 10 * MOST_CHARACTERS

const MOST_LENGTH = 1024

const VISIBLE = /[^\s\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u

const characters = new Intl.Segmenter("en", { granularity: "grapheme" })

/**
 * What somebody boosts with, fit to be stored. Characters are counted as people see them: a family
 * of four is one.
 *
 * @throws {ValidationError} when nothing is left to be seen, or too much
 */
export function parseBoost(text: string): string {
  const content = stripUnprintable(text).replace(/\s+/gu, " ").trim()
  if (!VISIBLE.test(content))
    throw new ValidationError("Not boosted: write a word, or pick an emoji.", FIELD)
  // Counted only where it may be few enough: what is pasted here by mistake can be a book.
  if (content.length > MOST_LENGTH)
    throw new ValidationError(
      `Not boosted: a boost has at most ${MOST_CHARACTERS} characters.`,
      FIELD,
    )
  const count = [...characters.segment(content)].length
  if (count > MOST_CHARACTERS)
    throw new ValidationError(
      `Not boosted: a boost has at most ${MOST_CHARACTERS} characters, and this one has ${count}.`,
      FIELD,
    )
  if ([...content].length > MOST_CODE_POINTS)
    throw new ValidationError("Not boosted: its letters carry too many accents.", FIELD)
  return content
}

const FIELD = "boost[content]"
