import { $getSelection, $isRangeSelection, $isTextNode } from "lexical"
import { startsMention, wordAtStart } from "../../platform/text/tokens"

/** The second is the full-width sign of East Asian keyboards. */
export const TRIGGERS = ["@", "＠"]

/** A pattern without a match. */
const NOWHERE = "(?!)"

const patched = new WeakSet<object>()

/**
 * Makes the editor's prompt recognize mentions as the rest of Hearth does. The prompt of Lexxy 0.9.20
 * has one trigger, matches the text before it without Unicode classes, and takes all up to the next
 * space as the name, also what was there before somebody wrote "@" in the middle of it.
 */
export function recognizeMentions(editorElement: LexxyEditor) {
  const { contents } = editorElement
  const prompt = editorElement.querySelector("lexxy-prompt")
  if (prompt && !patched.has(prompt)) {
    patched.add(prompt)
    Object.defineProperties(prompt, {
      trigger: { get: () => lastTrigger(textBeforeCaret(editorElement)) },
      onlyAt: {
        get: () => (startsMention(textBeforeCaret(editorElement).slice(0, -1)) ? "" : NOWHERE),
      },
    })
  }
  if (!contents || patched.has(contents)) return
  patched.add(contents)
  const textBackUntil = contents.textBackUntil.bind(contents)
  contents.textBackUntil = (start) => {
    const text = textBackUntil(start)
    const before = textBeforeCaret(editorElement)
    const typed = before.length - before.lastIndexOf(start) - start.length
    return text.slice(0, typed) + wordAtStart(text.slice(typed))
  }
}

const lastTrigger = (text: string) =>
  TRIGGERS.toSorted((a, b) => text.lastIndexOf(b) - text.lastIndexOf(a))[0]

/** The text before the caret, in its own node and the one before that. */
function textBeforeCaret({ editor }: LexxyEditor) {
  return (
    editor?.getEditorState().read(() => {
      const selection = $getSelection()
      if (!$isRangeSelection(selection)) return ""
      const node = selection.anchor.getNode()
      if (!$isTextNode(node)) return ""
      const previous = node.getPreviousSibling()
      const text = node.getTextContent().slice(0, selection.anchor.offset)
      return ($isTextNode(previous) ? previous.getTextContent() : "") + text
    }) ?? ""
  )
}
