/** Fired on the window when the set of unread threads changes. */
const CHANGED = "unread-threads:changed"

// Null until the server has sent the ids; until then the classes in the page stay.
let unread: Set<number> | null = null

/** Ids of the viewer's unread threads; null before the server has sent them. */
export const unreadThreads = (): ReadonlySet<number> | null => unread

export function setUnread(threads: number[]) {
  unread = new Set(threads)
  announce()
}

export function markThread(id: number, isUnread: boolean) {
  unread ??= new Set()
  if (isUnread) unread.add(id)
  else unread.delete(id)
  announce()
}

function announce() {
  dispatchEvent(new CustomEvent(CHANGED))
}
