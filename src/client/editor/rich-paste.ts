import { Extension } from "@37signals/lexxy"
import {
  COMMAND_PRIORITY_CRITICAL,
  defineExtension,
  type LexicalEditor,
  PASTE_COMMAND,
} from "lexical"
import { replaceEmojiImages } from "../models/composer/pasting/emoji-images"
import { keepLostText } from "../models/composer/pasting/lost-text"
import { parseHtml } from "../page/html"

/**
 * Keeps the text of pasted HTML whole. Lexxy 0.9.20
 *
 * - drops images, by which Slack, Gmail and others show emoji, and with them the space beside;
 * - drops the text of a list that is in no item (`#stripStrayListChildren`);
 * - glues the text of blocks that it doesn't know to the text behind them.
 */
export class RichPaste extends Extension {
  override get lexicalExtension() {
    return defineExtension({
      name: "hearth/rich-paste",
      register: (editor) =>
        editor.registerCommand(
          PASTE_COMMAND,
          (event) => event instanceof ClipboardEvent && paste(event, editor),
          COMMAND_PRIORITY_CRITICAL,
        ),
    })
  }
}

// The editor pastes a copy of the clipboard, with these changes, as it pastes any.
function paste(event: ClipboardEvent, editor: LexicalEditor) {
  const { clipboardData } = event
  const html = clipboardData?.getData("text/html")
  if (!clipboardData || !html || clipboardData.types.includes(LEXICAL)) return false
  const copied = parseHtml(html)
  const changes = [replaceEmojiImages(copied), keepLostText(copied)]
  if (!changes.includes(true)) return false

  event.preventDefault()
  const holder = document.createElement("template")
  holder.content.append(copied)
  const mended = new DataTransfer()
  mended.setData("text/plain", clipboardData.getData("text/plain"))
  mended.setData("text/html", holder.innerHTML)
  const copy = new ClipboardEvent("paste", { clipboardData: mended, cancelable: true })
  return editor.dispatchCommand(PASTE_COMMAND, copy)
}

/** What the editor copies from itself. */
const LEXICAL = "application/x-lexical-editor"
