import type { Application, ControllerConstructor } from "@hotwired/stimulus"
import Commands from "./controllers/composer/commands-controller"
import Emoji from "./controllers/composer/emoji-controller"
import TypingNotifications from "./controllers/composer/typing-notifications-controller"
import Unfurl from "./controllers/composer/unfurl-controller"
import UploadPreview from "./controllers/composer/upload-preview-controller"
import Autocomplete from "./controllers/forms/autocomplete-controller"
import Filter from "./controllers/forms/filter-controller"
import BoostDelete from "./controllers/messages/boost-delete-controller"
import Boosting from "./controllers/messages/boosting-controller"
import Lightbox from "./controllers/messages/lightbox-controller"
import MessageEdit from "./controllers/messages/message-edit-controller"
import MessageMenu from "./controllers/messages/message-menu-controller"
import SavedMessages from "./controllers/messages/saved-messages-controller"
import Sound from "./controllers/messages/sound-controller"
import FrameDialog from "./controllers/page/frame-dialog-controller"
import HelpDialog from "./controllers/page/help-dialog-controller"
import PwaInstall from "./controllers/page/pwa-install-controller"
import Shortcuts from "./controllers/page/shortcuts-controller"
import WebShare from "./controllers/page/web-share-controller"
import Switcher from "./controllers/rooms/switcher-controller"
import { restoreOutbox, retryFailed } from "./models/outbox/outbox"
import { copyMessagesAsText } from "./page/copy-messages"
import { loadDeferredStyles } from "./page/deferred-styles"

export { loadPreview } from "./models/composer/previews"
export { uploadForm } from "./models/composer/upload"
// Bundled here, so that they are loaded before the network may fail.
export { storeUnsent } from "./models/outbox/outbox-store"
export { showPresence } from "./models/rooms/presence-list"
export { showProfile } from "./models/rooms/profile"
export { loadDeferredStyles } from "./page/deferred-styles"

const controllers: Record<string, ControllerConstructor> = {
  autocomplete: Autocomplete,
  "boost-delete": BoostDelete,
  boosting: Boosting,
  emoji: Emoji,
  commands: Commands,
  filter: Filter,
  "frame-dialog": FrameDialog,
  "help-dialog": HelpDialog,
  lightbox: Lightbox,
  "message-edit": MessageEdit,
  "pwa-install": PwaInstall,
  "message-menu": MessageMenu,
  "saved-messages": SavedMessages,
  shortcuts: Shortcuts,
  sound: Sound,
  switcher: Switcher,
  "typing-notifications": TypingNotifications,
  unfurl: Unfurl,
  "upload-preview": UploadPreview,
  "web-share": WebShare,
}

/** Starts the controllers that a page does not need for reading and writing. */
export async function startDeferred(application: Application) {
  await loadDeferredStyles()
  for (const [name, controller] of Object.entries(controllers))
    application.register(name, controller)
  // Tests wait for this before they press keys.
  document.documentElement.dataset.ready = ""
  copyMessagesAsText()
  pauseOtherPlayers()
  registerServiceWorker()
  addEventListener("refresh-room:reconnected", retryFailed)
  addEventListener("online", retryFailed)
  restoreOutbox().catch((error) => console.warn("Cannot restore unsent messages", error))
}

/** Pauses other players when one starts. Media events do not bubble, so this listens to the capture. */
function pauseOtherPlayers() {
  document.addEventListener("play", ({ target }) => pauseAllExcept(target), { capture: true })
}

function pauseAllExcept(playing: EventTarget | null) {
  for (const player of document.querySelectorAll<HTMLMediaElement>("audio, video"))
    if (player !== playing) player.pause()
}

// Browsers allow service workers over TLS and on localhost only.
function registerServiceWorker() {
  if (!("serviceWorker" in navigator)) return
  navigator.serviceWorker
    .register("/service-worker.js")
    .catch((error) => console.warn("No service worker: there is no offline page", error))
}
