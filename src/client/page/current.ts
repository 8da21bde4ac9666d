/** The current user and room, read from the meta tags on each access: Turbo visits change them. */
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

// Part of the contract with admins' custom scripts.
window.Current = Current

function numberIn(name: string) {
  const content = contentOf(name)
  return content ? Number(content) : null
}

function contentOf(name: string) {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? null
}
