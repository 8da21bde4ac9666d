const PREFIX = "offline "

/**
 * Shows a page of ours in place of the browser's when the server can't be reached. Nothing else is
 * ever kept: what people read belongs to whoever is signed in, and not to the device.
 *
 * @param shell the path of that page, then of its style and script, which their content names
 */
export function serveOfflinePage(shell: readonly string[], worker: ServiceWorkerGlobalScope) {
  const [page = "", ...parts] = shell
  const name = PREFIX + shell.join(" ")

  worker.addEventListener("install", (event) => {
    event.waitUntil(keep().then(() => worker.skipWaiting()))
  })

  worker.addEventListener("activate", (event) => {
    event.waitUntil(Promise.all([forgetOthers(), preload(worker), worker.clients.claim()]))
  })

  worker.addEventListener("fetch", (event) => {
    const { mode, url } = event.request
    if (mode === "navigate") event.respondWith(pageOr(event))
    else if (parts.includes(new URL(url).pathname)) event.respondWith(kept(event.request))
  })

  async function keep() {
    const cache = await caches.open(name)
    await cache.addAll(shell.map((path) => new Request(path, { credentials: "omit" })))
  }

  async function forgetOthers() {
    const old = (await caches.keys()).filter((key) => key.startsWith(PREFIX) && key !== name)
    await Promise.all(old.map((key) => caches.delete(key)))
  }

  async function pageOr(event: FetchEvent) {
    try {
      return (await event.preloadResponse) ?? (await fetch(event.request))
    } catch {
      return (await caches.match(page)) ?? Response.error()
    }
  }

  async function kept(request: Request) {
    return (await caches.match(request)) ?? fetch(request)
  }
}

// So that a page need not wait until the worker has woken up.
async function preload({ registration }: ServiceWorkerGlobalScope) {
  await registration.navigationPreload?.enable()
}
