import { Current } from "../../page/current"

const PREFIX = "draft:"
/** Milliseconds between two writes while somebody types: each exports the text and blocks the page. */
const WRITE_EVERY = 500

// The last value that this page read or wrote: another tab may have written since.
const known = new Map<string, string>()

// Reads the changed drafts that local storage does not have yet.
const unwritten = new Map<string, () => string>()
let writing: ReturnType<typeof setTimeout> | undefined
addEventListener("pagehide", () => writeDrafts())
document.addEventListener("visibilitychange", () => writeDrafts())
// Before the editors leave the page, which listen to this later.
document.addEventListener("turbo:before-cache", () => writeDrafts(), { capture: true })

/** Loads the unsent text of a room or thread, per user, from local storage. */
export function loadDraft(list: string): string {
  writeDrafts()
  const draft = read(keyOf(list))
  known.set(keyOf(list), draft)
  return draft
}

/**
 * Stores a changed draft within half a second. Without a change it writes nothing, so it does not
 * overwrite other tabs.
 *
 * @param read returns the draft's HTML when it is stored
 */
export function storeDraft(list: string, read: () => string) {
  unwritten.set(keyOf(list), read)
  writing ??= setTimeout(writeDrafts, WRITE_EVERY)
}

/** Removes the draft at once. */
export function clearDraft(list: string) {
  unwritten.set(keyOf(list), () => "")
  writeDrafts()
}

function writeDrafts() {
  clearTimeout(writing)
  writing = undefined
  const drafts = [...unwritten]
  unwritten.clear()
  for (const [key, read] of drafts) write(key, read())
}

function write(key: string, html: string) {
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
    if (event.key !== key || event.newValue !== null) return
    const shown = unwritten.get(key)?.() ?? known.get(key)
    if (shown !== event.oldValue) return
    unwritten.delete(key)
    known.set(key, "")
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
