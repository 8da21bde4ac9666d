import { Controller } from "@hotwired/stimulus"

/** A form that submits itself. */
export default class extends Controller<HTMLFormElement> {
  override connect() {
    this.element.requestSubmit()
  }
}
