import { Extension } from "@37signals/lexxy"
import { CodeNode } from "@lexical/code"
import { defineExtension } from "lexical"

/** Keeps the language of code blocks. Without it the editor highlights them as JavaScript. */
export class CodeLanguage extends Extension {
  override get lexicalExtension() {
    return defineExtension({
      name: "hearth/code-language",
      register: (editor) =>
        editor.registerNodeTransform(CodeNode, (code) => {
          if (!code.getLanguage()) code.setLanguage("plain")
        }),
    })
  }
}
