import { Controller } from "@hotwired/stimulus"
import { pickEmoji } from "../../models/composer/emoji-popover"
import { insertText, saveCaret } from "../../models/composer/insertion"

/** A button that opens the emoji picker for the text field of its form. */
export default class extends Controller<HTMLButtonElement> {
  async open() {
    const field = this.#field
    if (!field) return

    const caret = saveCaret(field)
    await pickEmoji(this.element, (emoji) => insertText(field, emoji, caret))
  }

  get #field() {
    const { form } = this.element
    return (
      form?.querySelector<HTMLElement>("lexxy-editor") ??
      form?.querySelector<HTMLElement>("input:not([type=hidden])")
    )
  }
}
