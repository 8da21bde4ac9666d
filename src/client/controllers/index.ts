import type { Application, ControllerConstructor } from "@hotwired/stimulus"
import Composer from "./composer-controller"
import CopyToClipboard from "./copy-to-clipboard-controller"
import DropTarget from "./drop-target-controller"
import ElementRemoval from "./element-removal-controller"
import Form from "./form-controller"
import LocalTime from "./local-time-controller"
import MaintainScroll from "./maintain-scroll-controller"
import Messages from "./messages-controller"
import Popup from "./popup-controller"
import ScrollIntoView from "./scroll-into-view-controller"
import Sessions from "./sessions-controller"
import ToggleClass from "./toggle-class-controller"

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

/** What a page needs to be read and answered; `live.ts` and `later.ts` bring the rest. */
export function registerControllers(application: Application) {
  for (const [name, controller] of Object.entries(controllers))
    application.register(name, controller)
}
