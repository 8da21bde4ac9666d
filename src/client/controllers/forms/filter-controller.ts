import { Controller } from "@hotwired/stimulus"

const TYPING = 300

/** Shows of a long list those whose name holds what was typed, spaces and quotes too. */
export default class extends Controller<HTMLElement> {
  static override targets = ["list"]
  static classes = ["active", "selected"]

  declare readonly listTarget: HTMLElement
  declare readonly activeClass: string
  declare readonly selectedClass: string

  #typing: ReturnType<typeof setTimeout> | undefined

  // Somebody may have typed before this came.
  override connect() {
    const typed = this.element.querySelector<HTMLInputElement>("input[type=search]")?.value
    if (typed) this.#show(typed)
  }

  override disconnect() {
    clearTimeout(this.#typing)
  }

  filter({ currentTarget }: Event) {
    if (!(currentTarget instanceof HTMLInputElement)) return
    clearTimeout(this.#typing)
    this.#typing = setTimeout(() => this.#show(currentTarget.value), TYPING)
  }

  #show(typed: string) {
    const text = typed.trim().toLowerCase()
    this.listTarget.classList.toggle(this.activeClass, text !== "")
    for (const item of this.listTarget.querySelectorAll<HTMLElement>("[data-value]"))
      item.classList.toggle(this.selectedClass, item.dataset.value?.includes(text))
  }
}
