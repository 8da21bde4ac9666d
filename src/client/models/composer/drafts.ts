import { Current } from "../../page/current"

const PREFIX = "draft:"
/** Milliseconds between two writes while somebody types: each blocks the page. */
const WRITE_EVERY = 500

// The last value that this page read or wrote: another tab may have written since.
const known = new Map<string, string>()

// Changed drafts that local storage does not have yet.
const unwritten = new Map<string, string>()
let writing: ReturnType<typeof setTimeout> | undefined
addEventListener("pagehide", () => writeDrafts())
document.addEventListener("visibilitychange", () => writeDrafts())

/** Loads the unsent text of a room or thread, per user, from local storage. */
export function loadDraft(list: string): string {
  writeDrafts()
  const draft = read(keyOf(list))
  known.set(keyOf(list), draft)
  return draft
}

/**
 * Stores the draft: an empty one at once, any other within half a second. Without a change it
 * writes nothing, so it does not overwrite other tabs.
 */
export function storeDraft(list: string, html: string) {
  const key = keyOf(list)
  if (known.get(key) === html) return

  known.set(key, html)
  unwritten.set(key, html)
  if (html) writing ??= setTimeout(writeDrafts, WRITE_EVERY)
  else writeDrafts()
}

function writeDrafts() {
  clearTimeout(writing)
  writing = undefined
  try {
    for (const [key, html] of unwritten)
      if (html) localStorage.setItem(key, html)
      else localStorage.removeItem(key)
  } catch {
    // Local storage is full or blocked. The text is still in the composer.
  }
  unwritten.clear()
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
    unwritten.delete(key)
    clear()
  }
  addEventListener("storage", onStorage)
  return () => removeEventListener("storage", onStorage)
}

/** Removes the drafts of all users of this browser. */
export function clearDrafts() {
  known.clear()
  unwritten.clear()
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
