import type { Application, ControllerConstructor } from "@hotwired/stimulus"
import { StreamActions } from "@hotwired/turbo"
import AutoSubmit from "./controllers/forms/auto-submit-controller"
import DelayedSubmit from "./controllers/forms/delayed-submit-controller"
import ImmediateForm from "./controllers/forms/immediate-form-controller"
import RefreshRoom from "./controllers/messages/refresh-room-controller"
import SearchResults from "./controllers/messages/search-results-controller"
import TurboFrame from "./controllers/page/turbo-frame-controller"
import BadgeDot from "./controllers/rooms/badge-dot-controller"
import Presence from "./controllers/rooms/presence-controller"
import ReadRooms from "./controllers/rooms/read-rooms-controller"
import RoomsList from "./controllers/rooms/rooms-list-controller"
import SortedList from "./controllers/rooms/sorted-list-controller"
import Thread from "./controllers/rooms/thread-controller"
import ThreadNews from "./controllers/rooms/thread-news-controller"
import UnreadThreads from "./controllers/rooms/unread-threads-controller"
import "./cable/cable-stream-source"
import { preserveFocus } from "./cable/stream-focus"
import { recordVisits } from "./models/rooms/recent-rooms"

const controllers: Record<string, ControllerConstructor> = {
  "auto-submit": AutoSubmit,
  "badge-dot": BadgeDot,
  "delayed-submit": DelayedSubmit,
  "immediate-form": ImmediateForm,
  presence: Presence,
  "read-rooms": ReadRooms,
  "refresh-room": RefreshRoom,
  "rooms-list": RoomsList,
  "search-results": SearchResults,
  "sorted-list": SortedList,
  thread: Thread,
  "thread-news": ThreadNews,
  "turbo-frame": TurboFrame,
  "unread-threads": UnreadThreads,
}

/** Starts Turbo, and the controllers that depend on Turbo and the cable. */
export function startRealtime(application: Application) {
  for (const [name, controller] of Object.entries(controllers))
    application.register(name, controller)
  StreamActions.profile = announceProfile
  preserveFocus()
  recordVisits()
  keepLanguage()
  document.addEventListener("turbo:fetch-request-error", ({ detail }) => reported.add(detail.error))
  addEventListener("unhandledrejection", ignoreReported)

  // Turbo waits for this event, which may have fired before Turbo was loaded.
  document.dispatchEvent(new Event("readystatechange"))
}

const reported = new WeakSet<Error>()

// Turbo rejects also when a newer request aborts an older one, and after it has reported an error.
function ignoreReported(event: PromiseRejectionEvent) {
  const { reason } = event
  const aborted = reason instanceof DOMException && reason.name === "AbortError"
  if (aborted || (reason instanceof Error && reported.has(reason))) event.preventDefault()
}

/**
 * Turbo sets the page's language on each visit. Chromium then styles all elements of the old page
 * again, also when the language stays the same.
 */
function keepLanguage() {
  const page = document.documentElement
  const setAttribute = page.setAttribute.bind(page)
  page.setAttribute = (name, value) => {
    if (name !== "lang" || page.lang !== value) setAttribute(name, value)
  }
}

let missed: ReturnType<typeof setTimeout> | undefined

// Once for all profiles of a response.
function announceMissed() {
  clearTimeout(missed)
  missed = setTimeout(() => dispatchEvent(new CustomEvent("profile:missed")))
}

/** A person's name or picture changed. Lists ask for the messages that show it. */
async function announceProfile(this: StreamElement) {
  const text = (name: string) => this.getAttribute(name) ?? ""
  const picture = text("picture")
  if (this.hasAttribute("missed")) announceMissed()
  else dispatchEvent(new CustomEvent("profile:changed", { detail: picture }))
  const { showProfile } = await import("./deferred")
  showProfile({
    id: Number(text("user")),
    picture,
    path: text("path"),
    name: text("name"),
    hover: text("hover"),
  })
}
