import { Controller } from "@hotwired/stimulus"

const DEBOUNCE_MS = 300

/** Submits the form of a field after a pause in typing, also for text typed before this was loaded. */
export default class extends Controller<HTMLInputElement> {
  #debounce: ReturnType<typeof setTimeout> | undefined

  override connect() {
    this.element.addEventListener("input", this.#schedule)
    if (this.element.value !== this.element.defaultValue) this.#schedule()
  }

  override disconnect() {
    clearTimeout(this.#debounce)
    this.element.removeEventListener("input", this.#schedule)
  }

  #schedule = () => {
    clearTimeout(this.#debounce)
    this.#debounce = setTimeout(() => this.element.form?.requestSubmit(), DEBOUNCE_MS)
  }
}
