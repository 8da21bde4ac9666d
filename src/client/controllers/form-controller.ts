import { Controller } from "@hotwired/stimulus"

/** Gives a form's keys something to press. */
export default class extends Controller<HTMLFormElement> {
  static override targets = ["cancel"]

  declare readonly hasCancelTarget: boolean
  declare readonly cancelTarget: HTMLElement

  submit() {
    this.element.requestSubmit()
  }

  cancel() {
    if (this.hasCancelTarget) this.cancelTarget.click()
  }

  preventAttachment(event: Event) {
    event.preventDefault()
  }
}
