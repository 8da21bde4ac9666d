import { Current } from "../current"

/** What was written for a room or a thread and not sent, kept while the tab lives. */
export function draftOf(list: string): string {
  return sessionStorage.getItem(keyOf(list)) ?? ""
}

export function keepDraft(list: string, html: string) {
  try {
    if (html) sessionStorage.setItem(keyOf(list), html)
    else sessionStorage.removeItem(keyOf(list))
  } catch {
    // A full or forbidden store takes no drafts; the text is still in the composer.
  }
}

function keyOf(list: string) {
  return `draft:${Current.user.id}:${list}`
}
