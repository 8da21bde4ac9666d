let loading: Promise<unknown> | undefined

/** Loads the stylesheet of deferred features once. Resolves on success and on failure. */
export function loadDeferredStyles() {
  loading ??= new Promise((resolve) => {
    const link = document.createElement("link")
    link.rel = "stylesheet"
    link.href = stylesheetUrl()
    link.onload = link.onerror = resolve
    document.head.append(link)
  })
  return loading
}

function stylesheetUrl() {
  return document.querySelector<HTMLMetaElement>('meta[name="later-styles"]')?.content ?? ""
}
