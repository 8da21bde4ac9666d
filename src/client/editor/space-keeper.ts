import { Extension } from "@37signals/lexxy"
import { $hasUpdateTag, defineExtension, PASTE_TAG } from "lexical"

/**
 * Keeps runs of spaces, and tabs, of a message that is edited and of a draft. Lexical folds them as
 * HTML does, except below an element with `white-space: pre`. Pasted HTML stays as it is: there, a
 * newline is a space.
 */
export class SpaceKeeper extends Extension {
  override get lexicalExtension() {
    const editor = this.editorElement
    const generate = editor.$generateNodesFromDOM.bind(editor)
    editor.$generateNodesFromDOM = (document, options) => {
      if (!$hasUpdateTag(PASTE_TAG)) document.body.style.whiteSpace = "pre-wrap"
      return generate(document, options)
    }
    return defineExtension({ name: "hearth/space-keeper" })
  }
}
