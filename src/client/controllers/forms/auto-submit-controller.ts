import { Controller } from "@hotwired/stimulus"

/** Submits its form on connect. */
export default class extends Controller<HTMLFormElement> {
  override connect() {
    this.element.requestSubmit()
  }
}
