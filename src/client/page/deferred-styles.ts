let loading: Promise<unknown> | undefined

/** Loads the styles of what comes later, once, and waits until they are there or surely won't be. */
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
