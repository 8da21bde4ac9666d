/** Where the caret is in the rich text of `field`, for when something else has taken the focus. */
export function saveCaret(field: HTMLElement): Range | null {
  const selection = getSelection()
  const range = selection?.rangeCount ? selection.getRangeAt(0) : null
  return range && field.contains(range.commonAncestorContainer) ? range.cloneRange() : null
}

/** Puts `text` where the caret was in `field`, else at its end, and goes on from there. */
export function insertText(field: HTMLElement, text: string, caret: Range | null) {
  const plain = field.matches("input, textarea") ? field : field.querySelector(":scope > textarea")
  if (plain instanceof HTMLInputElement || plain instanceof HTMLTextAreaElement)
    insertIntoPlain(plain, text)
  else if (isEditor(field)) insertIntoEditor(field, text, caret)
}

function insertIntoPlain(field: HTMLInputElement | HTMLTextAreaElement, text: string) {
  const start = field.selectionStart ?? field.value.length
  field.focus()
  field.setRangeText(text, start, field.selectionEnd ?? start, "end")
  field.dispatchEvent(new InputEvent("input", { bubbles: true, data: text }))
}

// As if it were typed: the editor reads the caret from the page, at once, and can undo it.
function insertIntoEditor(editor: LexxyEditor, text: string, caret: Range | null) {
  const content = editor.editorContentElement
  if (caret && content?.contains(caret.startContainer)) {
    content.focus()
    getSelection()?.setBaseAndExtent(
      caret.startContainer,
      caret.startOffset,
      caret.endContainer,
      caret.endOffset,
    )
    document.execCommand("insertText", false, text)
  } else {
    editor.contents.insertText(text)
    editor.focus()
  }
}

const isEditor = (field: HTMLElement): field is LexxyEditor => "contents" in field
