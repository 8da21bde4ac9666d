import {
  type BaseMixin,
  type Consumer,
  createConsumer,
  type Subscription,
} from "@rails/actioncable"

// Half a second is what the client itself waits before it opens a socket again.
const FIRST_RETRY_MS = 500
const MAX_RETRY_MS = 4_000

let consumer: Consumer | undefined
let retryDelay = FIRST_RETRY_MS
let retryTimer: ReturnType<typeof setTimeout> | undefined

/** Joins a channel over the page's one socket, which opens with the first subscription. */
export function subscribe(
  channel: string,
  params: Record<string, string | number>,
  mixin: BaseMixin,
): Subscription {
  consumer ??= createConsumer(cableUrl())
  return consumer.subscriptions.create({ channel, ...params }, mixin)
}

/** Opens the socket anew, for when the network is back and the old one is surely dead. */
export function reconnect() {
  consumer?.disconnect()
  consumer?.connect()
}

/**
 * Knocks until the socket is open again. The client's own monitor lets 6 to 24 seconds pass after
 * a restart; a team that all comes back at once is spread by chance instead.
 */
export function retryUntilConnected() {
  clearTimeout(retryTimer)
  retryTimer = setTimeout(
    () => {
      retryDelay = Math.min(retryDelay * 2, MAX_RETRY_MS)
      consumer?.connect()
      retryUntilConnected()
    },
    retryDelay * (1 + Math.random()),
  )
}

export function stopRetrying() {
  clearTimeout(retryTimer)
  retryDelay = FIRST_RETRY_MS
}

function cableUrl() {
  return document.querySelector<HTMLMetaElement>('meta[name="action-cable-url"]')?.content
}
