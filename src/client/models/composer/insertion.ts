/** Copies the caret's range in `field`, to restore it after the focus has moved. */
export function saveCaret(field: HTMLElement): Range | null {
  const selection = getSelection()
  const range = selection?.rangeCount ? selection.getRangeAt(0) : null
  return range && field.contains(range.commonAncestorContainer) ? range.cloneRange() : null
}

/** Inserts `text` at `caret` in `field`, or at the end, and moves the caret after it. */
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

// `execCommand` acts as typed input: the editor reads the DOM selection and can undo the change.
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
