import type { Application, ControllerConstructor } from "@hotwired/stimulus"
import Autocomplete from "./controllers/autocomplete-controller"
import BoostDelete from "./controllers/boost-delete-controller"
import BoostGroups from "./controllers/boost-groups-controller"
import Commands from "./controllers/commands-controller"
import Emoji from "./controllers/emoji-controller"
import Filter from "./controllers/filter-controller"
import FrameDialog from "./controllers/frame-dialog-controller"
import HelpDialog from "./controllers/help-dialog-controller"
import Lightbox from "./controllers/lightbox-controller"
import MessageEdit from "./controllers/message-edit-controller"
import PwaInstall from "./controllers/pwa-install-controller"
import Reply from "./controllers/reply-controller"
import SavedMessages from "./controllers/saved-messages-controller"
import Shortcuts from "./controllers/shortcuts-controller"
import SoftKeyboard from "./controllers/soft-keyboard-controller"
import Sound from "./controllers/sound-controller"
import Switcher from "./controllers/switcher-controller"
import TurboStreaming from "./controllers/turbo-streaming-controller"
import TypingNotifications from "./controllers/typing-notifications-controller"
import Unfurl from "./controllers/unfurl-controller"
import UploadPreview from "./controllers/upload-preview-controller"
import WebShare from "./controllers/web-share-controller"
import { loadLaterStyles } from "./later-styles"
import { letOnePlay } from "./one-player"
import { registerServiceWorker } from "./service-worker-registration"

export { loadLaterStyles } from "./later-styles"
export { showPresence } from "./models/presence-list"
// Here for the day when they are wanted and the network is gone.
export { previewOf } from "./models/previews"
export { sendForm } from "./models/upload"

const controllers: Record<string, ControllerConstructor> = {
  autocomplete: Autocomplete,
  "boost-delete": BoostDelete,
  "boost-groups": BoostGroups,
  emoji: Emoji,
  commands: Commands,
  filter: Filter,
  "frame-dialog": FrameDialog,
  "help-dialog": HelpDialog,
  lightbox: Lightbox,
  "message-edit": MessageEdit,
  "pwa-install": PwaInstall,
  reply: Reply,
  "saved-messages": SavedMessages,
  shortcuts: Shortcuts,
  sound: Sound,
  "soft-keyboard": SoftKeyboard,
  switcher: Switcher,
  "turbo-streaming": TurboStreaming,
  "typing-notifications": TypingNotifications,
  unfurl: Unfurl,
  "upload-preview": UploadPreview,
  "web-share": WebShare,
}

/** Brings what a room can be read and answered without. */
export async function equip(application: Application) {
  await loadLaterStyles()
  for (const [name, controller] of Object.entries(controllers))
    application.register(name, controller)
  // For whoever drives a page from outside and must not press a key that nobody hears yet.
  document.documentElement.dataset.equipped = ""
  letOnePlay()
  registerServiceWorker()
}
