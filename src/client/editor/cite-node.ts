import {
  $createParagraphNode,
  type DOMConversionOutput,
  ElementNode,
  type LexicalNode,
  type RangeSelection,
} from "lexical"

/** Who said what is quoted above it, and where: a line of its own. */
export class CiteNode extends ElementNode {
  override $config() {
    return this.config("cite", {
      extends: ElementNode,
      importDOM: { cite: () => ({ conversion: $convertCite, priority: 1 }) },
    })
  }

  override createDOM() {
    return document.createElement("cite")
  }

  override updateDOM() {
    return false
  }

  // After it one goes on in words of one's own.
  override insertNewAfter(_: RangeSelection, restoreSelection = true): LexicalNode {
    const paragraph = $createParagraphNode()
    this.insertAfter(paragraph, restoreSelection)
    return paragraph
  }

  override collapseAtStart() {
    const paragraph = $createParagraphNode()
    paragraph.append(...this.getChildren())
    this.replace(paragraph)
    return true
  }

  override canBeEmpty() {
    return false
  }
}

const $convertCite = (): DOMConversionOutput => ({ node: new CiteNode() })
