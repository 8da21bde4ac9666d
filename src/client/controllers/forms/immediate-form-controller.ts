import { Controller } from "@hotwired/stimulus"

/** Submits its form on each change, also for a change made before this controller was loaded. */
export default class extends Controller<HTMLFormElement> {
  override connect() {
    this.element.addEventListener("change", this.#submit)
    if ([...this.element.elements].some(isChanged)) this.#submit()
  }

  override disconnect() {
    this.element.removeEventListener("change", this.#submit)
  }

  #submit = () => this.element.requestSubmit()
}

function isChanged(field: Element) {
  if (!(field instanceof HTMLInputElement)) return false
  if (field.type === "file") return field.files !== null && field.files.length > 0
  return field.checked !== field.defaultChecked
}
