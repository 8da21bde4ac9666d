import { Extension } from "@37signals/lexxy"
import {
  $addUpdateTag,
  $getRoot,
  $getSelection,
  $isRangeSelection,
  $onUpdate,
  COMMAND_PRIORITY_HIGH,
  defineExtension,
  HISTORY_PUSH_TAG,
  type LexicalEditor,
  PASTE_COMMAND,
  PASTE_TAG,
} from "lexical"
import { isWebAddress } from "../../platform/text/tokens"
import { parsePastedMarkdown } from "../models/composer/pasted-markdown"
import { convertPaste } from "./paste-conversion"

/**
 * Pastes plain text as it is. Lexxy 0.9.20 passes it through a Markdown parser and then through one
 * for HTML, which loses `<words>`, comments and stars, and reads the clipboard after the event, so
 * that Enter can send the message without the text.
 *
 * Markdown that can't be meant otherwise is converted, in a step of its own: undoing it shows the
 * text as it was in the clipboard. Ctrl+Shift+V converts nothing.
 */
export class PlainPaste extends Extension {
  #verbatim = false

  constructor(editorElement: LexxyEditor) {
    super(editorElement)
    editorElement.addEventListener("keydown", this.#noticeShift, { capture: true })
  }

  override get lexicalExtension() {
    return defineExtension({
      name: "hearth/plain-paste",
      register: (editor) =>
        editor.registerCommand(
          PASTE_COMMAND,
          (event) => event instanceof ClipboardEvent && this.#paste(event, editor),
          COMMAND_PRIORITY_HIGH,
        ),
    })
  }

  override dispose() {
    this.editorElement.removeEventListener("keydown", this.#noticeShift, { capture: true })
  }

  #noticeShift = ({ key, shiftKey }: KeyboardEvent) => {
    this.#verbatim = shiftKey && key.toLowerCase() === "v"
  }

  #paste(event: ClipboardEvent, editor: LexicalEditor) {
    const verbatim = this.#verbatim
    this.#verbatim = false
    const text = plainTextOf(event.clipboardData)
    // The editor makes a link of an address, and asks for its preview.
    if (text === "" || (isWebAddress(text) && !verbatim)) return false

    event.preventDefault()
    const before = editor.getEditorState()
    insertText(text)
    const blocks = verbatim || isInCode() ? null : parsePastedMarkdown(text)
    if (blocks) $onUpdate(() => convertPaste(this.editorElement, before, blocks))
    return true
  }
}

/** An empty string when the clipboard has something richer. */
function plainTextOf(clipboard: DataTransfer | null) {
  if (!clipboard || clipboard.files.length > 0) return ""
  if (clipboard.types.some((type) => type !== "text/plain")) return ""
  return textOf(clipboard)
}

/** The clipboard's text, with newlines as line ends and U+FFFD for what is no character. */
export const textOf = (clipboard: DataTransfer) =>
  clipboard
    .getData("text/plain")
    .replace(/\r\n|[\r\u2028\u2029\u0085]/g, "\n")
    .replaceAll("\0", "\uFFFD")
    .toWellFormed()

function insertText(text: string) {
  $addUpdateTag(PASTE_TAG)
  $addUpdateTag(HISTORY_PUSH_TAG)
  const selection = $getSelection()
  if ($isRangeSelection(selection)) selection.insertRawText(text)
  else $getRoot().selectEnd().insertRawText(text)
}

function isInCode() {
  const selection = $getSelection()
  return (
    $isRangeSelection(selection) &&
    selection.anchor.getNode().getTopLevelElement()?.getType() === "code"
  )
}
