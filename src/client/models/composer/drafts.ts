import { Current } from "../../page/current"

const PREFIX = "draft:"

// The last value that this page read or wrote: another tab may have written since.
const known = new Map<string, string>()

/** Loads the unsent text of a room or thread, per user, from local storage. */
export function loadDraft(list: string): string {
  const draft = read(keyOf(list))
  known.set(keyOf(list), draft)
  return draft
}

/** Stores the draft. Without a change it writes nothing, so it does not overwrite other tabs. */
export function storeDraft(list: string, html: string) {
  const key = keyOf(list)
  if (known.get(key) === html) return

  known.set(key, html)
  try {
    if (html) localStorage.setItem(key, html)
    else localStorage.removeItem(key)
  } catch {
    // Local storage is full or blocked. The text is still in the composer.
  }
}

/**
 * Calls `clear` when another tab sends or clears the draft that this tab shows. A draft that differs
 * here stays.
 *
 * @returns a function that stops it
 */
export function watchDraft(list: string, clear: () => void) {
  const key = keyOf(list)
  const onStorage = (event: StorageEvent) => {
    if (event.key !== key || event.newValue !== null || known.get(key) !== event.oldValue) return
    known.set(key, "")
    clear()
  }
  addEventListener("storage", onStorage)
  return () => removeEventListener("storage", onStorage)
}

/** Removes the drafts of all users of this browser. */
export function clearDrafts() {
  known.clear()
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX))
    for (const key of keys) localStorage.removeItem(key)
  } catch {
    // Local storage is blocked, so it holds no drafts.
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
