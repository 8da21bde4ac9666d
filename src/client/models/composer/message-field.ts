import { parseHtml, textToHtml } from "../../page/html"
import { attachmentsToText } from "./attachments"

/**
 * The field of a message. The page starts with a plain text area; once the rich editor around it
 * has loaded, the editor takes over its text, caret and focus.
 */
export class MessageField {
  #draft = ""
  #composing = false

  constructor(readonly host: HTMLElement) {}

  get html(): string {
    return this.#textArea ? this.#textAreaHtml : (this.#editor?.value ?? "")
  }

  set html(html: string) {
    if (this.#textArea) {
      this.#draft = html
      this.#textArea.value = textOf(html)
    } else if (this.#editor) this.#editor.value = html
  }

  get text(): string {
    return this.#textArea ? this.#textArea.value : (this.#editor?.toString() ?? "")
  }

  get isBlank(): boolean {
    return this.#textArea ? this.#textArea.value.trim() === "" : (this.#editor?.isBlank ?? true)
  }

  /** A menu of the editor is open and handles the next key. */
  get hasOpenMenu(): boolean {
    return this.#editor?.hasOpenPrompt ?? false
  }

  /** Enter continues a block at the caret: a list, code or a table. */
  get continuesBlock(): boolean {
    return this.#caretIn("li, code[data-language], td, th") !== null || this.startsCodeBlock
  }

  /** The caret's line is a code fence, so Enter starts a code block. */
  get startsCodeBlock(): boolean {
    return /^`{3,}[\w-]*$/.test(this.#caretIn("p")?.textContent ?? "")
  }

  focus() {
    if (this.#textArea) this.#textArea.focus()
    else if (this.#editor?.editor) this.host.focus()
  }

  /** Replaces the text area with the editor that has just started. */
  replaceTextArea() {
    const textArea = this.#textArea
    if (!textArea || !this.#editor?.editor) return

    if (this.#composing)
      textArea.addEventListener("compositionend", () => this.replaceTextArea(), { once: true })
    else this.#replace(textArea, this.#editor)
  }

  /** Tracks input methods: to remove the text area during a composition would lose its word. */
  trackComposition({ type }: Event) {
    this.#composing = type !== "compositionend"
  }

  #replace(textArea: HTMLTextAreaElement, editor: LexxyEditor) {
    const focused = document.activeElement === textArea
    const caret = textArea.selectionEnd
    const html = this.#textAreaHtml
    const atEnd = caret === textArea.value.length

    textArea.remove()
    if (html) editor.value = html
    if (focused) this.#focusAt(editor, atEnd ? null : caret)
  }

  async #focusAt(editor: LexxyEditor, caret: number | null) {
    editor.focus()
    if (caret === null) return
    // The editor sets its own caret in a microtask after focus().
    await Promise.resolve()
    placeCaret(editor.editorContentElement, caret)
  }

  // A draft with formatting keeps it, unless its plain text was changed in the text area.
  get #textAreaHtml() {
    const text = this.#textArea?.value ?? ""
    if (text.trim() === "") return ""
    return text === textOf(this.#draft) ? this.#draft : textToHtml(text)
  }

  #caretIn(blocks: string) {
    const { anchorNode } = getSelection() ?? {}
    const element = anchorNode instanceof Element ? anchorNode : anchorNode?.parentElement
    const block = element?.closest(blocks) ?? null
    return this.#editor?.contains(block) ? block : null
  }

  get #textArea() {
    return this.host.querySelector<HTMLTextAreaElement>(":scope > textarea")
  }

  get #editor() {
    return isEditor(this.host) ? this.host : null
  }
}

function isEditor(element: HTMLElement): element is LexxyEditor {
  return "isBlank" in element
}

function textOf(html: string) {
  const fragment = parseHtml(html.replaceAll(/<br\s*\/?>|<\/(p|h1|li|pre|blockquote)>/g, "\n$&"))
  attachmentsToText(fragment)
  return (fragment.textContent ?? "").replace(/\n$/, "")
}

function placeCaret(root: HTMLElement | null | undefined, caret: number) {
  if (!root) return

  const steps = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT)
  let left = caret
  for (let node = steps.nextNode(); node; node = steps.nextNode()) {
    if (node instanceof Text) {
      if (left <= node.length) return getSelection()?.setPosition(node, left)
      left -= node.length
    } else if (node instanceof HTMLBRElement) left -= 1
  }
}
