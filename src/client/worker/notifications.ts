type PushMessage = {
  title: string
  options: NotificationOptions & { data?: { path?: string; badge?: number } }
}

let queue: Promise<void> = Promise.resolve()

/**
 * Shows what was pushed, and on the app's icon in how many rooms something is unread; one after the
 * other, for pictures take their time, and of two that come at once the later one is to stay.
 */
export function showNotification(data: PushEvent["data"], worker: ServiceWorkerGlobalScope) {
  queue = queue.catch(() => {}).then(() => showNow(newsIn(data), worker))
  return queue
}

async function showNow({ title, options }: PushMessage, worker: ServiceWorkerGlobalScope) {
  await Promise.all([
    worker.registration.showNotification(title, { ...inPlaceOfOlder(options), ...options }),
    badge(worker, options.data?.badge ?? 0),
  ])
}

// A push that shows nothing costs the right to send more, so whatever came is announced.
function newsIn(data: PushEvent["data"]): PushMessage {
  const news = parsed(data)
  return { title: news.title ?? "New message", options: news.options ?? {} }
}

function parsed(data: PushEvent["data"]): Partial<PushMessage> {
  try {
    // Our own server wrote it, and encrypted it for this browser alone.
    return (data?.json() as Partial<PushMessage> | null) ?? {}
  } catch {
    return {}
  }
}

// One notification per room, which its latest message takes over and sounds again.
function inPlaceOfOlder({ data }: PushMessage["options"]) {
  const room = /^\/rooms\/\d+/.exec(data?.path ?? "")?.[0]
  return room ? { tag: room, renotify: true } : {}
}

// Browsers that have badges refuse them to pages that are not installed.
async function badge({ navigator }: ServiceWorkerGlobalScope, count: number) {
  await navigator.setAppBadge?.(count).catch(() => {})
}
