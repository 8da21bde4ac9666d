import { Controller } from "@hotwired/stimulus"

const ROOM_BELOW = 90
const ITEMS = "a[href], button:not(:disabled), input:not(:disabled)"

/** A menu that opens from a `<details>`: keys move in it, and a look elsewhere shuts it. */
export default class extends Controller<HTMLDetailsElement> {
  static override targets = ["menu"]
  static classes = ["orientationTop"]

  declare readonly menuTarget: HTMLElement
  declare readonly orientationTopClass: string

  close() {
    if (!this.element.open) return

    this.element.open = false
    this.element.querySelector("summary")?.focus()
  }

  toggle() {
    if (this.element.open) this.#orient()
  }

  closeOnClickOutside({ target }: Event) {
    if (target instanceof Node && !this.element.contains(target)) this.element.open = false
  }

  next(event: Event) {
    this.#move(event, 1)
  }

  previous(event: Event) {
    this.#move(event, -1)
  }

  #move(event: Event, step: number) {
    if (!this.element.open) return

    event.preventDefault()
    const items = [...this.menuTarget.querySelectorAll<HTMLElement>(ITEMS)].filter(isShown)
    const place = items.findIndex((item) => item.matches(":focus"))
    const start = place === -1 && step < 0 ? items.length : place
    items.at((start + step) % items.length)?.focus()
  }

  // Measured as it opens by itself, without the turn that an earlier place made it take.
  #orient() {
    this.element.classList.remove(this.orientationTopClass)
    const { bottom, left } = this.menuTarget.getBoundingClientRect()
    this.element.classList.toggle(this.orientationTopClass, bottom > innerHeight - ROOM_BELOW)
    this.menuTarget.style.setProperty("--max-width", `${innerWidth - left}px`)
  }
}

// What is not for this reader is in the menu all the same, out of sight.
const isShown = (item: HTMLElement) => item.checkVisibility()
