type PushMessage = {
  title: string
  options: NotificationOptions & { data?: { path?: string; badge?: number } }
}

let queue: Promise<void> = Promise.resolve()

/**
 * Shows a pushed message, and the number of unread rooms as the app's badge. Pushes are shown one
 * after another: loading their pictures takes time, and the latest has to stay on top.
 */
export function showNotification(data: PushEvent["data"], worker: ServiceWorkerGlobalScope) {
  queue = queue.catch(() => {}).then(() => showNext(parsePush(data), worker))
  return queue
}

async function showNext({ title, options }: PushMessage, worker: ServiceWorkerGlobalScope) {
  await Promise.all([
    worker.registration.showNotification(title, { ...replaceOlder(options), ...options }),
    badge(worker, options.data?.badge ?? 0),
  ])
}

// Browsers revoke push permission from pages that show no notification, so a broken push shows one too.
function parsePush(data: PushEvent["data"]): PushMessage {
  const message = parseJson(data)
  return { title: message.title ?? "New message", options: message.options ?? {} }
}

function parseJson(data: PushEvent["data"]): Partial<PushMessage> {
  try {
    // Our own server wrote and encrypted it for this browser.
    return (data?.json() as Partial<PushMessage> | null) ?? {}
  } catch {
    return {}
  }
}

// One notification per room: the latest message replaces it and alerts again.
function replaceOlder({ data }: PushMessage["options"]) {
  const room = /^\/rooms\/\d+/.exec(data?.path ?? "")?.[0]
  return room ? { tag: room, renotify: true } : {}
}

// Browsers reject badges for pages that are not installed.
async function badge({ navigator }: ServiceWorkerGlobalScope, count: number) {
  await navigator.setAppBadge?.(count).catch(() => {})
}

/** Opens the page of a notification in an existing window, or in a new one. */
export async function openNotification(
  notification: Notification,
  worker: ServiceWorkerGlobalScope,
) {
  const url = urlOf(notification, worker.location)
  const window = await bestWindow(worker.clients)
  if (!window) return worker.clients.openWindow(url)

  // Some browsers focus a window only on a real click; opening the page matters more.
  await window.focus().catch(() => {})
  if (window.url === url) return
  // A window that this worker does not control yet cannot be navigated.
  await window.navigate(url).catch(() => worker.clients.openWindow(url))
}

function urlOf({ data }: Notification, { origin }: Location) {
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
