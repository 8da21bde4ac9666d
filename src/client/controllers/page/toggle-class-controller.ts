import { Controller } from "@hotwired/stimulus"

/** Opens and closes a drawer, whose content is inert while it is closed. */
export default class extends Controller<HTMLElement> {
  static classes = ["toggle"]

  declare readonly toggleClass: string

  #resizes = new ResizeObserver(() => this.#update())

  override connect() {
    this.#resizes.observe(document.documentElement)
    this.element.addEventListener("keydown", this.#escape)
    this.#update()
  }

  override disconnect() {
    this.#resizes.disconnect()
    this.element.removeEventListener("keydown", this.#escape)
  }

  toggle() {
    this.element.classList.toggle(this.toggleClass)
    this.#update()
  }

  #escape = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !this.#open) return

    this.toggle()
    this.#button?.focus()
  }

  // On wide screens the styles hide the button, and the drawer is a column that never closes.
  #update() {
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
