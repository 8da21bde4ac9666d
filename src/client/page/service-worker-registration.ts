/** Where browsers allow it: over TLS, or on the machine itself. */
export function registerServiceWorker() {
  if (!("serviceWorker" in navigator)) return
  navigator.serviceWorker
    .register("/service-worker.js")
    .catch((error) => console.warn("No service worker: there is no offline page", error))
}
