/** Who is here and where, as the page's head says: read when asked, as visits change the head. */
export const Current = {
  get user() {
    return { id: numberIn("current-user-id"), name: contentOf("current-user-name") }
  },

  get room() {
    return { id: numberIn("current-room-id") }
  },
}

declare global {
  interface Window {
    Current: typeof Current
  }
}

// Admins' own scripts and styles find it there.
window.Current = Current

function numberIn(name: string) {
  const content = contentOf(name)
  return content ? Number(content) : null
}

function contentOf(name: string) {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? null
}
