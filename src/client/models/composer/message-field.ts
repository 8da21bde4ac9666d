import { parseHtml } from "../../page/fragment"
import { textToHtml } from "../../page/html"
import { attachmentsToText } from "./attachments"

/**
 * Where a message is written: a plain text area, which is there with the page, until the rich
 * editor that surrounds it has been loaded and takes its text, caret and focus.
 */
export class MessageField {
  #draft = ""
  #composing = false

  constructor(readonly host: HTMLElement) {}

  get html(): string {
    return this.#plain ? this.#plainHtml : (this.#editor?.value ?? "")
  }

  set html(html: string) {
    if (this.#plain) {
      this.#draft = html
      this.#plain.value = textOf(html)
    } else if (this.#editor) this.#editor.value = html
  }

  get text(): string {
    return this.#plain ? this.#plain.value : (this.#editor?.toString() ?? "")
  }

  get isBlank(): boolean {
    return this.#plain ? this.#plain.value.trim() === "" : (this.#editor?.isBlank ?? true)
  }

  /** A menu of the editor's own waits for the next key. */
  get asksForKeys(): boolean {
    return this.#editor?.hasOpenPrompt ?? false
  }

  /** Enter goes on with something here: an item of a list, a line of code, a cell. */
  get goesOn(): boolean {
    return this.#caretIn("li, code[data-language], td, th") !== null || this.opensCode
  }

  /** The line says that code begins with the next. */
  get opensCode(): boolean {
    return /^`{3,}[\w-]*$/.test(this.#caretIn("p")?.textContent ?? "")
  }

  focus() {
    if (this.#plain) this.#plain.focus()
    else if (this.#editor?.editor) this.host.focus()
  }

  /** Lets the editor that has just started take over from the text area, between two keys. */
  takeOver() {
    const plain = this.#plain
    if (!plain || !this.#editor?.editor) return

    if (this.#composing)
      plain.addEventListener("compositionend", () => this.takeOver(), { once: true })
    else this.#replace(plain, this.#editor)
  }

  /** An input method is in the middle of a word, which would be lost with its text area. */
  composition({ type }: Event) {
    this.#composing = type !== "compositionend"
  }

  #replace(plain: HTMLTextAreaElement, editor: LexxyEditor) {
    const focused = document.activeElement === plain
    const caret = plain.selectionEnd
    const html = this.#plainHtml
    const atEnd = caret === plain.value.length

    plain.remove()
    if (html) editor.value = html
    if (focused) this.#focusAt(editor, atEnd ? null : caret)
  }

  async #focusAt(editor: LexxyEditor, caret: number | null) {
    editor.focus()
    if (caret === null) return
    // The editor sets its own caret at the end of its update.
    await Promise.resolve()
    placeCaret(editor.editorContentElement, caret)
  }

  // A draft with a shape keeps it, unless the text was changed while it could not be shown.
  get #plainHtml() {
    const text = this.#plain?.value ?? ""
    if (text.trim() === "") return ""
    return text === textOf(this.#draft) ? this.#draft : textToHtml(text)
  }

  #caretIn(blocks: string) {
    const { anchorNode } = getSelection() ?? {}
    const element = anchorNode instanceof Element ? anchorNode : anchorNode?.parentElement
    const block = element?.closest(blocks) ?? null
    return this.#editor?.contains(block) ? block : null
  }

  get #plain() {
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
