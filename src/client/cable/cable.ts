import {
  type BaseMixin,
  type Consumer,
  createConsumer,
  type Subscription,
} from "@rails/actioncable"

// The client itself waits half a second before it reopens a socket.
const FIRST_RETRY_MS = 500
const MAX_RETRY_MS = 4_000

let consumer: Consumer | undefined
let retryDelay = FIRST_RETRY_MS
let retryTimer: ReturnType<typeof setTimeout> | undefined

/** Subscribes to a channel over the page's one socket, which opens with the first subscription. */
export function subscribe(
  channel: string,
  params: Record<string, string | number>,
  mixin: BaseMixin,
): Subscription {
  consumer ??= createConsumer(cableUrl())
  return consumer.subscriptions.create({ channel, ...params }, mixin)
}

/** Reopens the socket, for example when the network is back. */
export function reconnect() {
  consumer?.disconnect()
  consumer?.connect()
}

/**
 * Retries the connection with exponential backoff and jitter, so that a whole team does not
 * reconnect at once. The client's own monitor would wait 6 to 24 seconds after a server restart.
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
