import { Controller } from "@hotwired/stimulus"
import { fold } from "../../../platform/text/fold"

const DEBOUNCE_MS = 300

/** Filters a list to the items whose name contains the typed text. */
export default class extends Controller<HTMLElement> {
  static override targets = ["list"]
  static classes = ["active", "selected"]

  declare readonly listTarget: HTMLElement
  declare readonly activeClass: string
  declare readonly selectedClass: string

  #debounce: ReturnType<typeof setTimeout> | undefined

  // The user may have typed before this controller was loaded.
  override connect() {
    const typed = this.element.querySelector<HTMLInputElement>("input[type=search]")?.value
    if (typed) this.#show(typed)
  }

  override disconnect() {
    clearTimeout(this.#debounce)
  }

  filter({ currentTarget }: Event) {
    if (!(currentTarget instanceof HTMLInputElement)) return
    clearTimeout(this.#debounce)
    this.#debounce = setTimeout(() => this.#show(currentTarget.value), DEBOUNCE_MS)
  }

  #show(typed: string) {
    const text = fold(typed.trim())
    this.listTarget.classList.toggle(this.activeClass, text !== "")
    for (const item of this.listTarget.querySelectorAll<HTMLElement>("[data-value]"))
      item.classList.toggle(this.selectedClass, item.dataset.value?.includes(text))
  }
}
