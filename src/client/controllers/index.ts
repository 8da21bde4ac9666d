import type { Application, ControllerConstructor } from "@hotwired/stimulus"
import Composer from "./composer/composer-controller"
import DropTarget from "./composer/drop-target-controller"
import Form from "./forms/form-controller"
import LocalTime from "./messages/local-time-controller"
import MaintainScroll from "./messages/maintain-scroll-controller"
import Messages from "./messages/messages-controller"
import ScrollIntoView from "./messages/scroll-into-view-controller"
import CopyToClipboard from "./page/copy-to-clipboard-controller"
import ElementRemoval from "./page/element-removal-controller"
import Popup from "./page/popup-controller"
import Sessions from "./page/sessions-controller"
import ToggleClass from "./page/toggle-class-controller"

const controllers: Record<string, ControllerConstructor> = {
  composer: Composer,
  "copy-to-clipboard": CopyToClipboard,
  "drop-target": DropTarget,
  "element-removal": ElementRemoval,
  form: Form,
  "local-time": LocalTime,
  "maintain-scroll": MaintainScroll,
  messages: Messages,
  popup: Popup,
  "scroll-into-view": ScrollIntoView,
  sessions: Sessions,
  "toggle-class": ToggleClass,
}

/** The controllers needed to read and write; `realtime.ts` and `deferred.ts` register the others. */
export function registerControllers(application: Application) {
  for (const [name, controller] of Object.entries(controllers))
    application.register(name, controller)
}
