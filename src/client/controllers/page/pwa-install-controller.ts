import { Controller } from "@hotwired/stimulus"
import { installOffer } from "../../page/install-offer"

/** Passes on the browser's offer to install Hearth, while there is one. */
export default class extends Controller<HTMLElement> {
  static classes = ["prompting"]

  declare readonly promptingClass: string

  override connect() {
    addEventListener("install-offer:changed", this.#settle)
    this.#settle()
  }

  override disconnect() {
    removeEventListener("install-offer:changed", this.#settle)
  }

  promptInstall() {
    installOffer()?.prompt()
  }

  #settle = () => {
    this.element.classList.toggle(this.promptingClass, installOffer() !== null)
  }
}
