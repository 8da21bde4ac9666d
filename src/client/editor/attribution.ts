import { Extension } from "@37signals/lexxy"
import {
  $createParagraphNode,
  type DOMConversionOutput,
  defineExtension,
  ElementNode,
  type LexicalNode,
  type RangeSelection,
} from "lexical"

/** Keeps the attribution of a quotation in the editor. */
export class Attribution extends Extension {
  override get lexicalExtension() {
    return defineExtension({ name: "hearth/attribution", nodes: [CiteNode] })
  }
}

/** The author and permalink below a quotation, as a block of its own. */
class CiteNode extends ElementNode {
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

  // Enter continues in a normal paragraph.
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
