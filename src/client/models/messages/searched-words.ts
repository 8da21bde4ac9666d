import { stemmer } from "stemmer"
import {
  configureSpelling,
  isFound,
  type Term,
  tokensOf,
  wordsOf,
} from "../../../messages/search-index/tokens"
import { fold } from "../../../platform/text/fold"

configureSpelling({ fold, stemmer })

const NAME = "searched"

/** A word in a text node; of scripts without spaces each character, because a phrase is part of a run. */
type Found = { units: string[]; tokens: string[]; text: Text; start: number; end: number }

/**
 * Highlights what the search looked for, by the rules of the index, without changing the DOM.
 *
 * @returns a function that removes the highlights
 */
export function highlightTerms(bodies: HTMLElement[], terms: Term[]): () => void {
  if (!("highlights" in CSS)) return () => {}

  const ranges = bodies.flatMap((body) => {
    const words = textNodesIn(body).flatMap(wordsIn)
    return terms.flatMap((term) =>
      "phrase" in term
        ? phrasesIn(words, term.phrase)
        : words.filter(({ tokens }) => isFound(term, tokens)),
    )
  })
  CSS.highlights.set(NAME, new Highlight(...ranges.map(rangeOf)))
  return () => CSS.highlights.delete(NAME)
}

function textNodesIn(body: HTMLElement) {
  const texts: Text[] = []
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) if (walker.currentNode instanceof Text) texts.push(walker.currentNode)
  return texts
}

const UNSPACED = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]`
const LETTERS = String.raw`[\p{L}\p{N}\p{M}\p{Cf}]`
// A letter with marks, a word, or an emoji with its modifiers and joined emoji.
const WORDS = new RegExp(
  String.raw`${UNSPACED}\p{M}*|(?:(?!${UNSPACED})${LETTERS})+|[^\s\p{P}][\p{M}\p{Emoji_Modifier}\u200D\p{Extended_Pictographic}\p{Regional_Indicator}]*`,
  "gu",
)

function wordsIn(text: Text): Found[] {
  return [...text.data.matchAll(WORDS)].flatMap(({ 0: found, index }) => {
    const words = wordsOf(found)
    if (words.length === 0) return []
    return {
      units: words.flatMap(({ units }) => units),
      tokens: words.flatMap(tokensOf),
      text,
      start: index,
      end: index + found.length,
    }
  })
}

/** The words of each place where `phrase` is, also across elements. */
const phrasesIn = (words: Found[], phrase: string[]) =>
  words.flatMap((_, index) => {
    let length = 0
    let count = 0
    while (length < phrase.length) {
      const units = words[index + count]?.units
      if (!units?.every((unit, offset) => unit === phrase[length + offset])) return []
      length += units.length
      count++
    }
    return words.slice(index, index + count)
  })

function rangeOf({ text, start, end }: Found) {
  const range = new Range()
  range.setStart(text, start)
  range.setEnd(text, end)
  return range
}
