import { foldText } from "../../../messages/search-index/fold-text"

const NAME = "searched"
const WORDS = /[\p{L}\p{N}\p{M}]+/gu

// What English puts at the end of a word; both databases look for what is left without it.
const ENDING = /^(?:|e|y|s|es|ies|ed|ied|ing|er|ers|ly|ion|ions|ment|ments|’?s)$/

/**
 * Marks the words that were looked for, in whatever form they stand, without touching the page.
 *
 * @returns what takes the marks away
 */
export function highlightWords(bodies: HTMLElement[], words: string[]): () => void {
  if (words.length === 0 || !("highlights" in CSS)) return () => {}

  const ranges = bodies.flatMap((body) =>
    textNodesIn(body).flatMap((text) => rangesIn(text, words)),
  )
  CSS.highlights.set(NAME, new Highlight(...ranges))
  return () => CSS.highlights.delete(NAME)
}

function textNodesIn(body: HTMLElement) {
  const texts: Text[] = []
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) if (walker.currentNode instanceof Text) texts.push(walker.currentNode)
  return texts
}

function rangesIn(text: Text, words: string[]) {
  return [...text.data.matchAll(WORDS)]
    .filter(([found]) => words.some((word) => isSameWord(foldText(found), word)))
    .map(({ 0: found, index }) => {
      const range = new Range()
      range.setStart(text, index)
      range.setEnd(text, index + found.length)
      return range
    })
}

/** Are these forms of one word, as far as a look at them tells? Both folded. */
export function isSameWord(found: string, word: string): boolean {
  if (found === word) return true
  let same = 0
  while (same < found.length && found[same] === word[same]) same++
  return same >= 3 && ENDING.test(found.slice(same)) && ENDING.test(word.slice(same))
}
