import { Controller } from "@hotwired/stimulus"
import { loadEditor } from "../editor-loader"
import { confirmEveryone } from "../models/attachments"
import { MessageField } from "../models/message-field"
import { notify } from "../notice"

/** What was said, being changed: the keyboard comes here, and goes back to the composer after. */
export default class extends Controller<HTMLElement> {
  static override targets = ["text"]

  declare readonly textTarget: HTMLElement
  declare readonly hasTextTarget: boolean

  #area = ""

  override connect() {
    this.#area = this.element.closest('[data-controller~="messages"]')?.id ?? ""
    if (this.hasTextTarget) loadEditor()
    else this.element.querySelector<HTMLElement>("a, button")?.focus()
  }

  override disconnect() {
    if (document.activeElement === document.body) focusComposer(this.#area)
  }

  focus() {
    this.textTarget.focus()
  }

  /** Nobody calls more people than they know of by changing a message. */
  ask(event: Event) {
    const before = this.textTarget.getAttribute("value") ?? ""
    if (confirmEveryone(new MessageField(this.textTarget).html, before)) return
    event.preventDefault()
    event.stopImmediatePropagation()
  }

  change() {
    this.textTarget.toggleAttribute("data-changed", true)
  }

  /** It is being deleted by whoever edits it, who so gives up what they wrote. */
  giveUp() {
    this.element.toggleAttribute("data-given-up", true)
  }

  explain() {
    notify("Not saved: Hearth can’t be reached. What you wrote is still here.")
  }
}

function focusComposer(area: string) {
  const composer = `[data-composer-messages-outlet="#${area}"]`
  document
    .querySelector<HTMLElement>(`${composer} :is(textarea, lexxy-editor:not(:has(textarea)))`)
    ?.focus()
}
