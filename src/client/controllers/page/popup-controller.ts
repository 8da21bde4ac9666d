import { Controller } from "@hotwired/stimulus"

const ROOM_BELOW = 90
const MARGIN = 8
const EDITOR = "lexxy-editor:not(:has(textarea))"
const ITEMS = "a[href], button:not(:disabled), input:not(:disabled)"

/** A menu that opens from a `<details>`: keys move in it, and a look elsewhere shuts it. */
export default class extends Controller<HTMLDetailsElement> {
  static override targets = ["menu"]
  static classes = ["orientationTop"]

  declare readonly menuTarget: HTMLElement
  declare readonly orientationTopClass: string

  #before: HTMLElement | null = null

  override connect() {
    this.element.addEventListener("focusin", this.#enter)
  }

  override disconnect() {
    this.element.removeEventListener("focusin", this.#enter)
  }

  /** Who came by the keyboard goes on from here; who pointed is back where they were. */
  close() {
    if (!this.element.open) return

    this.element.open = false
    if (this.#before?.isConnected) this.#before.focus({ preventScroll: true })
    else this.element.querySelector("summary")?.blur()
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

  #enter = ({ target, relatedTarget }: FocusEvent) => {
    const from = relatedTarget instanceof HTMLElement ? relatedTarget : null
    if (!(target instanceof Element) || this.element.contains(from)) return
    this.#before = target.matches(":focus-visible")
      ? this.element.querySelector("summary")
      : (from?.closest<HTMLElement>(EDITOR) ?? from)
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
    this.menuTarget.removeAttribute("style")
    const { bottom, left, right } = this.menuTarget.getBoundingClientRect()
    this.element.classList.toggle(this.orientationTopClass, bottom > innerHeight - ROOM_BELOW)
    this.#set("--max-width", innerWidth - left)
    this.#set("--shift", shiftIntoView(left, right))
    this.#set("--max-height", this.#roomFor(this.menuTarget.getBoundingClientRect()))
  }

  // Upwards it ends where the list does that scrolls it, downwards where the window does.
  #roomFor({ top, bottom }: DOMRect) {
    if (!this.element.classList.contains(this.orientationTopClass))
      return innerHeight - top - MARGIN
    const list = this.element.closest("[data-messages-target=messages]")
    return bottom - (list?.getBoundingClientRect().top ?? 0) - MARGIN
  }

  #set(property: string, pixels: number) {
    this.menuTarget.style.setProperty(property, `${pixels}px`)
  }
}

/** How far it has to move sideways to be seen whole, in pixels. */
function shiftIntoView(left: number, right: number) {
  const end = document.documentElement.clientWidth - MARGIN
  return Math.max(Math.min(end - right, 0), MARGIN - left)
}

// What is not for this reader is in the menu all the same, out of sight.
const isShown = (item: HTMLElement) => item.checkVisibility()
