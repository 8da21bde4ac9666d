import { Extension } from "@37signals/lexxy"
import { $getRoot, defineExtension, type LexicalEditor, type TextNode } from "lexical"

/** A text up to this long, in UTF-16 units, is exported with each change. */
const EXPORTED_AT_ONCE = 2_000

/**
 * Makes the value of the editor, and of its form, the text that it shows.
 *
 * - Lexxy 0.9.20 keeps the value of the last update. A change that Lexical hasn't committed yet, as
 *   by a script that submits in the same task, is missing from it.
 * - Lexical 0.44 ignores a change of the page's text that comes within 100 ms of a key, as by
 *   dictation or an extension, and never looks again.
 * - Lexxy exports and sanitizes the whole text with each key: 40 ms for 10,000 characters on a slow
 *   processor. For a long text it gets the number of the change instead, and the form gets the
 *   text when it is submitted.
 */
export class CurrentValue extends Extension {
  #changes = 0
  #answersLexxy = false

  override get lexicalExtension() {
    return defineExtension({
      name: "hearth/current-value",
      register: (editor) => {
        this.#override(editor)
        // Registered before Lexxy's listener, which reads the value next.
        return editor.registerUpdateListener(({ dirtyElements, dirtyLeaves }) => {
          if (dirtyElements.size + dirtyLeaves.size > 0) this.#changes++
          this.#answersLexxy = this.editorElement.hasAttribute("connected") && isLong(editor)
        })
      },
    })
  }

  override dispose() {
    document.removeEventListener("formdata", this.#completeForm)
  }

  #override(editor: LexicalEditor) {
    const element = this.editorElement
    const lexxy = Object.getPrototypeOf(element)
    const inherited = (name: string) => Reflect.get(lexxy, name, element)
    Object.defineProperties(element, {
      value: {
        configurable: true,
        get: () => this.#value(editor, () => inherited("value")),
        set: (html: string) => Reflect.set(lexxy, "value", html, element),
      },
      // Lexxy exports the text for these, too.
      isEmpty: { configurable: true, get: () => !isLong(editor) && inherited("isEmpty") },
      isBlank: {
        configurable: true,
        get: () => (isLong(editor) ? textOf(editor).trim() === "" : inherited("isBlank")),
      },
    })
    document.addEventListener("formdata", this.#completeForm)
  }

  #value(editor: LexicalEditor, exported: () => string) {
    if (this.#answersLexxy) {
      this.#answersLexxy = false
      return `change ${this.#changes}`
    }
    takeShownText(editor)
    return exported()
  }

  #completeForm = (event: FormDataEvent) => {
    const { form, name, value } = this.editorElement
    if (event.target === form && name) event.formData.set(name, value)
  }
}

const isLong = (editor: LexicalEditor) => textOf(editor).length > EXPORTED_AT_ONCE

// The root keeps its text.
const textOf = (editor: LexicalEditor) =>
  editor.getEditorState().read(() => $getRoot().getTextContent())

/** Commits what waits for the end of the task, and takes over text that only the page shows. */
function takeShownText(editor: LexicalEditor) {
  const isChanged = editor.read(() =>
    $getRoot()
      .getAllTextNodes()
      .some((node) => shownTextOf(editor, node) !== node.getTextContent()),
  )
  if (!isChanged || editor.isComposing()) return
  editor.update(
    () => {
      for (const node of $getRoot().getAllTextNodes())
        node.setTextContent(shownTextOf(editor, node))
    },
    { discrete: true },
  )
}

// Before the editor is shown, its texts have no elements.
const shownTextOf = (editor: LexicalEditor, node: TextNode) =>
  editor.getElementByKey(node.getKey())?.textContent ?? node.getTextContent()
