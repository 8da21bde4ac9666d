/** Says to the window that what is unread has changed. */
const CHANGED = "unread-threads:changed"

// Null until the server has said which they are; until then the page knows better.
let unread: Set<number> | null = null

/** Which threads have something unread for whoever looks; null is not known yet. */
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
