import { Controller } from "@hotwired/stimulus"

const TYPING = 300

/** Submits the form of a field once its writer pauses, also one who began before this script came. */
export default class extends Controller<HTMLInputElement> {
  #typing: ReturnType<typeof setTimeout> | undefined

  override connect() {
    this.element.addEventListener("input", this.#wait)
    if (this.element.value !== this.element.defaultValue) this.#wait()
  }

  override disconnect() {
    clearTimeout(this.#typing)
    this.element.removeEventListener("input", this.#wait)
  }

  #wait = () => {
    clearTimeout(this.#typing)
    this.#typing = setTimeout(() => this.element.form?.requestSubmit(), TYPING)
  }
}
