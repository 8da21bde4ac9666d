const FIELDS = "form :is(lexxy-editor, textarea, input:not([type]), input[type=text])"

/** Whether the row holds an open edit or boost form. */
export const isBeingEdited = (row: Element) => row.querySelector(FIELDS) !== null

/** Updates a row, except for text fields and the elements around them. */
export function replaceExceptFields(row: HTMLElement, fresh: HTMLElement) {
  Object.assign(row.dataset, fresh.dataset)
  for (const part of row.querySelectorAll("[id]")) {
    // A part inside a replaced element is no longer in the row.
    if (!row.contains(part) || part.matches(FIELDS) || isBeingEdited(part)) continue
    const next = fresh.querySelector(`#${CSS.escape(part.id)}`)
    if (next && !part.closest(FIELDS)) part.replaceWith(next)
  }
  replacePin(row, fresh)
}

// Only a pinned message has the mark.
function replacePin(row: HTMLElement, fresh: HTMLElement) {
  const pin = fresh.querySelector(".message__pin")
  row.querySelector(".message__pin")?.remove()
  if (pin) row.querySelector(".message__heading")?.after(pin)
}

/** The unsaved text of an edit form in this row; empty while its author deletes the message. */
export function unsavedTextIn(row: Element): string {
  const editor = row.querySelector(".message-edit:not([data-deleting]) lexxy-editor")
  if (!editor || !("value" in editor) || typeof editor.value !== "string") return ""
  return editor.hasAttribute("data-changed") ? editor.value : ""
}
