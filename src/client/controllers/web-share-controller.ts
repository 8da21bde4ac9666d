import { Controller } from "@hotwired/stimulus"

/** Hands something on by the device's own means; there only where a device has them. */
export default class extends Controller<HTMLElement> {
  static override values = { title: String, text: String, url: String }

  declare readonly titleValue: string
  declare readonly textValue: string
  declare readonly urlValue: string

  override connect() {
    this.element.hidden = !navigator.canShare?.(this.#content)
  }

  async share() {
    try {
      await navigator.share(this.#content)
    } catch (error) {
      // Whoever thinks better of it has done nothing wrong.
      if (!(error instanceof DOMException && error.name === "AbortError")) throw error
    }
  }

  get #content() {
    return { title: this.titleValue, text: this.textValue, url: this.urlValue }
  }
}
