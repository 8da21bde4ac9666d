import { Controller } from "@hotwired/stimulus"

/**
 * On touch screens a keyboard comes up only for a field that gets the focus while a finger taps.
 * The field that is meant comes with the next answer, so a small one keeps its place till then.
 */
export default class extends Controller<HTMLElement> {
  open() {
    if (!matchMedia("(pointer: coarse)").matches) return

    const field = document.createElement("input")
    field.className = "soft-keyboard"
    field.setAttribute("aria-hidden", "true")
    field.addEventListener("focusout", () => field.remove(), { once: true })
    document.body.append(field)
    field.focus({ preventScroll: true })
  }
}
