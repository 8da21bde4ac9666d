import "@hotwired/turbo"
import type { Application, ControllerConstructor } from "@hotwired/stimulus"
import AutoSubmit from "./controllers/auto-submit-controller"
import BadgeDot from "./controllers/badge-dot-controller"
import DelayedSubmit from "./controllers/delayed-submit-controller"
import ImmediateForm from "./controllers/immediate-form-controller"
import Presence from "./controllers/presence-controller"
import ReadRooms from "./controllers/read-rooms-controller"
import RefreshRoom from "./controllers/refresh-room-controller"
import RoomsList from "./controllers/rooms-list-controller"
import SearchResults from "./controllers/search-results-controller"
import SortedList from "./controllers/sorted-list-controller"
import Thread from "./controllers/thread-controller"
import ThreadNews from "./controllers/thread-news-controller"
import TurboFrame from "./controllers/turbo-frame-controller"
import UnreadThreads from "./controllers/unread-threads-controller"
import "./elements/cable-stream-source"
import { followVisits } from "./models/recent-rooms"
import { leaveFocusToReaders } from "./stream-focus"

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

/** Brings what keeps a page true: Turbo, the cable, and all that listens to them. */
export function enliven(application: Application) {
  for (const [name, controller] of Object.entries(controllers))
    application.register(name, controller)
  leaveFocusToReaders()
  followVisits()
  addEventListener("unhandledrejection", leaveCalledOff)

  // Turbo waits to be told that the page has loaded, which may have been before it came.
  document.dispatchEvent(new Event("readystatechange"))
}

// Turbo calls off what it was still reading when a frame is asked for anew: nobody has to be told.
function leaveCalledOff(event: PromiseRejectionEvent) {
  const { reason } = event
  if (reason instanceof DOMException && reason.name === "AbortError") event.preventDefault()
}
