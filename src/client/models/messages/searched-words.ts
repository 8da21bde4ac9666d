import { foldText } from "../../../messages/search-index/search-words"

const NAME = "searched"
const WORDS = /[\p{L}\p{N}\p{M}]+/gu

// English suffixes: the search of both databases compares word stems.
const ENDING = /^(?:|e|y|s|es|ies|ed|ied|ing|er|ers|ly|ion|ions|ment|ments|’?s)$/

/**
 * Highlights the searched words, in any inflection, without changing the DOM.
 *
 * @returns a function that removes the highlights
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

/** Whether two folded words share a stem, by a simple comparison of their suffixes. */
function isSameWord(found: string, word: string): boolean {
  if (found === word) return true
  let same = 0
  while (same < found.length && found[same] === word[same]) same++
  return same >= 3 && ENDING.test(found.slice(same)) && ENDING.test(word.slice(same))
}
