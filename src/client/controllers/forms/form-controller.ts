import { Controller } from "@hotwired/stimulus"
import { isComposing } from "../../page/keys"

/** Actions for the keyboard shortcuts of a form. */
export default class extends Controller<HTMLFormElement> {
  static override targets = ["cancel"]

  declare readonly hasCancelTarget: boolean
  declare readonly cancelTarget: HTMLElement

  submit(event: Event) {
    if (!isImeKey(event)) this.element.requestSubmit()
  }

  cancel(event: Event) {
    if (!isImeKey(event) && this.hasCancelTarget) this.cancelTarget.click()
  }

  preventAttachment(event: Event) {
    event.preventDefault()
  }
}

// A key that ends an IME composition is not a shortcut.
const isImeKey = (event: Event) => event instanceof KeyboardEvent && isComposing(event)
