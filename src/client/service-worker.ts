import { openNotification, showNotification } from "./worker/notifications"
import { serveOfflinePage } from "./worker/offline"

/** Set by the server before this script: the paths of the offline page and its assets. */
declare const SHELL: readonly string[]

// TypeScript's DOM types declare `self` as a window.
const worker = self as unknown as ServiceWorkerGlobalScope

serveOfflinePage(SHELL, worker)

// waitUntil is called synchronously: otherwise the browser may end the worker.
worker.addEventListener("push", (event) => event.waitUntil(showNotification(event.data, worker)))

worker.addEventListener("notificationclick", (event) => {
  event.notification.close()
  event.waitUntil(openNotification(event.notification, worker))
})
