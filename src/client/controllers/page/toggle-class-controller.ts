import { Controller } from "@hotwired/stimulus"

/** Opens and shuts a drawer: what its button controls cannot be reached while it is shut. */
export default class extends Controller<HTMLElement> {
  static classes = ["toggle"]

  declare readonly toggleClass: string

  #size = new ResizeObserver(() => this.#settle())

  override connect() {
    this.#size.observe(document.documentElement)
    this.element.addEventListener("keydown", this.#escape)
    this.#settle()
  }

  override disconnect() {
    this.#size.disconnect()
    this.element.removeEventListener("keydown", this.#escape)
  }

  toggle() {
    this.element.classList.toggle(this.toggleClass)
    this.#settle()
  }

  #escape = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !this.#open) return

    this.toggle()
    this.#button?.focus()
  }

  // Where there is room for a column the styles hide the button, and nothing is ever shut.
  #settle() {
    const drawer = this.#button?.checkVisibility() ?? false
    this.#button?.setAttribute("aria-expanded", String(this.#open))
    const controlled = document.getElementById(this.#button?.getAttribute("aria-controls") ?? "")
    if (controlled) controlled.inert = drawer && !this.#open
  }

  get #open() {
    return this.element.classList.contains(this.toggleClass)
  }

  get #button() {
    return this.element.querySelector<HTMLElement>("[aria-controls]")
  }
}
