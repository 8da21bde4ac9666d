import { Controller } from "@hotwired/stimulus"
import { installOffer } from "../../page/install-offer"

/** Shows the browser's install prompt while one is available. */
export default class extends Controller<HTMLElement> {
  static classes = ["prompting"]

  declare readonly promptingClass: string

  override connect() {
    addEventListener("install-offer:changed", this.#update)
    this.#update()
  }

  override disconnect() {
    removeEventListener("install-offer:changed", this.#update)
  }

  promptInstall() {
    installOffer()?.prompt()
  }

  #update = () => {
    this.element.classList.toggle(this.promptingClass, installOffer() !== null)
  }
}
