import { Extension } from "@37signals/lexxy"
import { CodeNode } from "@lexical/code"
import { defineExtension } from "lexical"

/** Keeps the language of code blocks. Without it the editor highlights them as JavaScript. */
export class CodeLanguage extends Extension {
  override get lexicalExtension() {
    return defineExtension({
      name: "hearth/code-language",
      register: (editor) => {
        this.editorElement.addEventListener("lexxy:insert-markdown", keepLanguages)
        return editor.registerNodeTransform(CodeNode, (code) => {
          if (!code.getLanguage()) code.setLanguage("plain")
        })
      },
    })
  }

  override dispose() {
    this.editorElement.removeEventListener("lexxy:insert-markdown", keepLanguages)
  }
}

// Markdown sets the language on `<code>`, but the editor reads it from `<pre>`.
function keepLanguages(event: Event) {
  const pasted: unknown = event instanceof CustomEvent ? event.detail?.document : undefined
  if (!(pasted instanceof Document)) return
  for (const code of pasted.querySelectorAll('pre > code[class^="language-"]'))
    code.parentElement?.setAttribute("data-language", code.className.replace("language-", ""))
}
