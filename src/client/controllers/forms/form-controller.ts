import { Controller } from "@hotwired/stimulus"
import { isComposing } from "../../page/keys"

/** Gives a form's keys something to press. */
export default class extends Controller<HTMLFormElement> {
  static override targets = ["cancel"]

  declare readonly hasCancelTarget: boolean
  declare readonly cancelTarget: HTMLElement

  submit(event: Event) {
    if (!isTyping(event)) this.element.requestSubmit()
  }

  cancel(event: Event) {
    if (!isTyping(event) && this.hasCancelTarget) this.cancelTarget.click()
  }

  preventAttachment(event: Event) {
    event.preventDefault()
  }
}

// The key ends what an input method was about, and is not meant for the form.
const isTyping = (event: Event) => event instanceof KeyboardEvent && isComposing(event)
