import { Current } from "../../page/current"

const PREFIX = "draft:"

// What this page knows to be kept: another tab may have kept something else since.
const known = new Map<string, string>()

/** What was written for a room or a thread and not sent; the browser keeps it for whoever wrote it. */
export function loadDraft(list: string): string {
  const draft = read(keyOf(list))
  known.set(keyOf(list), draft)
  return draft
}

/** Keeps what is written now. A page that has nothing new to keep leaves alone what others kept. */
export function storeDraft(list: string, html: string) {
  const key = keyOf(list)
  if (known.get(key) === html) return

  known.set(key, html)
  try {
    if (html) localStorage.setItem(key, html)
    else localStorage.removeItem(key)
  } catch {
    // A full or forbidden store takes no drafts; the text is still in the composer.
  }
}

/** Leaves nothing of what anybody wrote to whoever comes to this browser next. */
export function clearDrafts() {
  known.clear()
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX))
    for (const key of keys) localStorage.removeItem(key)
  } catch {
    // Where nothing can be stored, nothing was.
  }
}

function read(key: string) {
  try {
    return localStorage.getItem(key) ?? ""
  } catch {
    return ""
  }
}

function keyOf(list: string) {
  return `${PREFIX}${Current.user.id}:${list}`
}
