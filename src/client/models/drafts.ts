import { Current } from "../current"

/** What was written in a room and not sent, kept while the tab lives. */
export function draftOf(roomId: number): string {
  return sessionStorage.getItem(keyOf(roomId)) ?? ""
}

export function keepDraft(roomId: number, html: string) {
  try {
    if (html) sessionStorage.setItem(keyOf(roomId), html)
    else sessionStorage.removeItem(keyOf(roomId))
  } catch {
    // A full or forbidden store takes no drafts; the text is still in the composer.
  }
}

function keyOf(roomId: number) {
  return `draft:${Current.user.id}:${roomId}`
}
