/** Types for the part of the service worker scope that Hearth uses; TypeScript's DOM types lack it. */
interface ExtendableEvent extends Event {
  waitUntil(work: Promise<unknown>): void
}

interface FetchEvent extends ExtendableEvent {
  readonly request: Request
  readonly preloadResponse: Promise<Response | undefined>
  respondWith(answer: Promise<Response>): void
}

interface PushEvent extends ExtendableEvent {
  readonly data: { json(): unknown } | null
}

interface NotificationEvent extends ExtendableEvent {
  readonly notification: Notification
}

interface WindowClient {
  readonly url: string
  readonly focused: boolean
  readonly visibilityState: DocumentVisibilityState
  focus(): Promise<WindowClient>
  navigate(url: string): Promise<WindowClient | null>
}

interface Clients {
  claim(): Promise<void>
  matchAll(options: { type: "window"; includeUncontrolled: boolean }): Promise<WindowClient[]>
  openWindow(url: string): Promise<WindowClient | null>
}

interface ServiceWorkerEvents {
  install: ExtendableEvent
  activate: ExtendableEvent
  fetch: FetchEvent
  push: PushEvent
  notificationclick: NotificationEvent
}

interface ServiceWorkerGlobalScope {
  readonly clients: Clients
  readonly registration: ServiceWorkerRegistration
  readonly location: Location
  readonly navigator: Navigator
  skipWaiting(): Promise<void>
  addEventListener<Name extends keyof ServiceWorkerEvents>(
    name: Name,
    listener: (event: ServiceWorkerEvents[Name]) => void,
  ): void
}
