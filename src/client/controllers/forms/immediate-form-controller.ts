import { Controller } from "@hotwired/stimulus"

/** A form that goes off with each choice, also with one that was made before this script came. */
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
