const PREFIX = "offline "

/**
 * Serves an offline page while the server can't be reached. Nothing else is cached: messages must
 * not stay on the device after sign-out.
 *
 * @param shell the path of the page, then of its fingerprinted style and script
 */
export function serveOfflinePage(shell: readonly string[], worker: ServiceWorkerGlobalScope) {
  const [page = "", ...assets] = shell
  const name = PREFIX + shell.join(" ")

  worker.addEventListener("install", (event) => {
    event.waitUntil(store().then(() => worker.skipWaiting()))
  })

  worker.addEventListener("activate", (event) => {
    event.waitUntil(Promise.all([deleteOldCaches(), enablePreload(worker), worker.clients.claim()]))
  })

  worker.addEventListener("fetch", (event) => {
    const { mode, url } = event.request
    if (mode === "navigate") event.respondWith(pageOrOffline(event))
    else if (assets.includes(new URL(url).pathname)) event.respondWith(fromCache(event.request))
  })

  async function store() {
    const cache = await caches.open(name)
    await cache.addAll(shell.map((path) => new Request(path, { credentials: "omit" })))
  }

  async function deleteOldCaches() {
    const old = (await caches.keys()).filter((key) => key.startsWith(PREFIX) && key !== name)
    await Promise.all(old.map((key) => caches.delete(key)))
  }

  async function pageOrOffline(event: FetchEvent) {
    try {
      return (await event.preloadResponse) ?? (await fetch(event.request))
    } catch {
      return (await caches.match(page)) ?? Response.error()
    }
  }

  async function fromCache(request: Request) {
    return (await caches.match(request)) ?? fetch(request)
  }
}

// Navigation requests then start while the worker boots.
async function enablePreload({ registration }: ServiceWorkerGlobalScope) {
  await registration.navigationPreload?.enable()
}
