import { showNotification } from "./worker/notifications"
import { serveOfflinePage } from "./worker/offline"
import { openNotification } from "./worker/opening"

/** Set by the server before this script: the offline page, and what that page needs. */
declare const SHELL: readonly string[]

// The page's types say that `self` is a window.
const worker = self as unknown as ServiceWorkerGlobalScope

serveOfflinePage(SHELL, worker)

// waitUntil is called before anything is awaited: later, the browser may have ended the worker.
worker.addEventListener("push", (event) => event.waitUntil(showNotification(event.data, worker)))

worker.addEventListener("notificationclick", (event) => {
  event.notification.close()
  event.waitUntil(openNotification(event.notification, worker))
})
