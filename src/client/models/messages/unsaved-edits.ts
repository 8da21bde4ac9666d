const FIELDS = "form :is(lexxy-editor, textarea, input:not([type]), input[type=text])"

/** Somebody is writing in this row: they edit it, or boost it. */
export const isBeingEdited = (row: Element) => row.querySelector(FIELDS) !== null

/** Brings a row up to date and leaves alone what is being written in it, with all that holds it. */
export function replaceExceptFields(row: HTMLElement, fresh: HTMLElement) {
  Object.assign(row.dataset, fresh.dataset)
  for (const part of row.querySelectorAll("[id]")) {
    // Not there any more: it has gone with the part that held it.
    if (!row.contains(part) || part.matches(FIELDS) || isBeingEdited(part)) continue
    const next = fresh.querySelector(`#${CSS.escape(part.id)}`)
    if (next && !part.closest(FIELDS)) part.replaceWith(next)
  }
}

/** What somebody has made of a message's words and not saved; nothing when they are about to delete it. */
export function unsavedTextIn(row: Element): string {
  const editor = row.querySelector(".message-edit:not([data-given-up]) lexxy-editor")
  if (!editor || !("value" in editor) || typeof editor.value !== "string") return ""
  return editor.hasAttribute("data-changed") ? editor.value : ""
}
