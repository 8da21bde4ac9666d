import { Controller } from "@hotwired/stimulus"

/**
 * Opens the on-screen keyboard for a field that is loaded later. Browsers open it only for a focus
 * during a tap, so a small temporary field takes the focus until then.
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
