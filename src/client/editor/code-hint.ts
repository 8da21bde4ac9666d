import { Extension } from "@37signals/lexxy"
import {
  COMMAND_PRIORITY_CRITICAL,
  defineExtension,
  type EditorState,
  type LexicalEditor,
  mergeRegister,
  PASTE_COMMAND,
} from "lexical"
import { looksLikeCode } from "../models/composer/pasting/code-like"
import { $isInParagraph, convertPaste } from "./paste-conversion"
import { textOf } from "./plain-paste"

/** Distance of the hint from the caret and from the edges of the window, in CSS pixels. */
const GAP = 8

const MODIFIERS = ["Shift", "CapsLock", "Control", "Meta", "Alt", "AltGraph"]

/** A paste that can become a code block. */
type Paste = { text: string; before: EditorState }

/**
 * Offers a code block beside the caret for a paste that looks like code. Tab moves to the offer; any
 * other key, a click elsewhere or a change of the text removes it.
 */
export class CodeHint extends Extension {
  #paste: Paste | null = null
  #button: HTMLButtonElement | null = null

  override get lexicalExtension() {
    return defineExtension({
      name: "hearth/code-hint",
      register: (editor) => {
        document.addEventListener("keydown", this.#handleKey, { capture: true })
        document.addEventListener("pointerdown", this.#handlePointer, { capture: true })
        addEventListener("resize", this.#remove)
        return mergeRegister(
          editor.registerCommand(
            PASTE_COMMAND,
            (event) => {
              if (event instanceof ClipboardEvent) this.#notice(event, editor)
              return false
            },
            COMMAND_PRIORITY_CRITICAL,
          ),
          editor.registerUpdateListener(({ dirtyElements, dirtyLeaves }) => {
            if (this.#button && dirtyElements.size + dirtyLeaves.size > 0) this.#remove()
          }),
        )
      },
    })
  }

  override dispose() {
    document.removeEventListener("keydown", this.#handleKey, { capture: true })
    document.removeEventListener("pointerdown", this.#handlePointer, { capture: true })
    removeEventListener("resize", this.#remove)
    this.#remove()
  }

  #notice({ clipboardData }: ClipboardEvent, editor: LexicalEditor) {
    this.#remove()
    const text = clipboardData ? textOf(clipboardData) : ""
    if (!looksLikeCode(text) || !$isInParagraph()) return

    const paste = { text, before: editor.getEditorState() }
    this.#paste = paste
    // The paste, and Markdown converted after it, are shown by then.
    requestAnimationFrame(() => {
      if (this.#paste === paste) this.#show(paste)
    })
  }

  #show(paste: Paste) {
    const caret = caretRect()
    if (!caret) return
    const button = createButton()
    button.addEventListener("click", () => this.#convert(paste))
    this.editorElement.append(button)
    button.showPopover()
    place(button, caret)
    this.#button = button
  }

  #convert({ text, before }: Paste) {
    this.#remove()
    convertPaste(this.editorElement, before, [{ kind: "code", language: "", text }])
    this.editorElement.focus()
  }

  #handleKey = (event: KeyboardEvent) => {
    const button = this.#button
    if (!this.#paste || MODIFIERS.includes(event.key)) return
    const isOnButton = document.activeElement === button
    const isPlain = !(event.shiftKey || event.ctrlKey || event.metaKey || event.altKey)
    if (button && !isOnButton && event.key === "Tab" && isPlain) {
      cancel(event)
      button.focus()
    } else if (!isOnButton || ![" ", "Enter"].includes(event.key)) {
      // From the button, Escape and Tab lead back to the text.
      if (isOnButton && ["Escape", "Tab"].includes(event.key)) cancel(event)
      if (isOnButton) this.editorElement.focus()
      this.#remove()
    }
  }

  #handlePointer = ({ target }: Event) => {
    if (target !== this.#button) this.#remove()
  }

  #remove = () => {
    this.#paste = null
    this.#button?.remove()
    this.#button = null
  }
}

function createButton() {
  const button = document.createElement("button")
  button.type = "button"
  button.className = "code-hint"
  button.popover = "manual"
  button.textContent = "Format as code"
  button.setAttribute("aria-keyshortcuts", "Tab")
  const key = document.createElement("kbd")
  key.textContent = "Tab"
  key.ariaHidden = "true"
  button.append(key)
  return button
}

/** Puts the hint behind the caret, or below or above its line where there is no space. */
function place({ style, offsetWidth, offsetHeight }: HTMLElement, caret: DOMRect) {
  const right = innerWidth - GAP - offsetWidth
  const behind = caret.right + GAP
  const middle = caret.top + (caret.height - offsetHeight) / 2
  const below = caret.bottom + GAP
  const fits = behind <= right
  const top = fits
    ? middle
    : below + offsetHeight > innerHeight
      ? caret.top - GAP - offsetHeight
      : below
  style.left = `${Math.max(GAP, Math.min(behind, right))}px`
  style.top = `${Math.max(GAP, Math.min(top, innerHeight - GAP - offsetHeight))}px`
}

function caretRect() {
  const selection = getSelection()
  if (!selection?.rangeCount) return null
  const range = selection.getRangeAt(0)
  const [rect] = range.getClientRects()
  if (rect) return rect
  const { startContainer } = range
  const element = startContainer instanceof Element ? startContainer : startContainer.parentElement
  return element?.getBoundingClientRect() ?? null
}

function cancel(event: Event) {
  event.preventDefault()
  event.stopImmediatePropagation()
}
