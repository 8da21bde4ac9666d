/** Brings what a notification speaks of before the person, in a window that is there already or a new one. */
export async function openNotification(
  notification: Notification,
  worker: ServiceWorkerGlobalScope,
) {
  const url = addressIn(notification, worker.location)
  const window = await bestWindow(worker.clients)
  if (!window) return worker.clients.openWindow(url)

  // Some browsers give the focus only on a real click, and it matters less than the page.
  await window.focus().catch(() => {})
  if (window.url === url) return
  // A window that this worker does not control yet can't be led anywhere.
  await window.navigate(url).catch(() => worker.clients.openWindow(url))
}

function addressIn({ data }: Notification, { origin }: Location) {
  const url = new URL(String(data?.path ?? "/"), origin)
  return url.origin === origin ? url.href : `${origin}/`
}

async function bestWindow(clients: Clients) {
  const windows = await clients.matchAll({ type: "window", includeUncontrolled: true })
  return (
    windows.find(({ focused }) => focused) ??
    windows.find(({ visibilityState }) => visibilityState === "visible") ??
    windows[0]
  )
}
