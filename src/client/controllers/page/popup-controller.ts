import { Controller } from "@hotwired/stimulus"
import { stepThrough } from "../../page/keys"

const MIN_SPACE_BELOW = 90
const MARGIN = 8
const EDITOR = "lexxy-editor:not(:has(textarea))"

/** A `<details>` menu: arrow keys move in it, and a click outside closes it. */
export default class extends Controller<HTMLDetailsElement> {
  static override targets = ["menu"]
  static classes = ["orientationTop"]

  declare readonly menuTarget: HTMLElement
  declare readonly orientationTopClass: string

  #returnFocusTo: HTMLElement | null = null

  override connect() {
    this.element.addEventListener("focusin", this.#storeFocus)
  }

  override disconnect() {
    this.element.removeEventListener("focusin", this.#storeFocus)
  }

  /** Returns the focus to the summary for keyboard users, else to where it was before. */
  close() {
    if (!this.element.open) return

    this.element.open = false
    if (this.#returnFocusTo?.isConnected) this.#returnFocusTo.focus({ preventScroll: true })
    else this.element.querySelector("summary")?.blur()
  }

  toggle() {
    if (this.element.open) this.#position()
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

  #storeFocus = ({ target, relatedTarget }: FocusEvent) => {
    const from = relatedTarget instanceof HTMLElement ? relatedTarget : null
    if (!(target instanceof Element) || this.element.contains(from)) return
    this.#returnFocusTo = target.matches(":focus-visible")
      ? this.element.querySelector("summary")
      : (from?.closest<HTMLElement>(EDITOR) ?? from)
  }

  #move(event: Event, step: number) {
    if (!this.element.open) return

    event.preventDefault()
    stepThrough(this.menuTarget, step)
  }

  // Measures without the class and styles of an earlier position.
  #position() {
    this.element.classList.remove(this.orientationTopClass)
    this.menuTarget.removeAttribute("style")
    const { bottom, left, right } = this.menuTarget.getBoundingClientRect()
    this.element.classList.toggle(this.orientationTopClass, bottom > innerHeight - MIN_SPACE_BELOW)
    this.#set("--max-width", innerWidth - left)
    this.#set("--shift", shiftIntoView(left, right))
    this.#set("--max-height", this.#maxHeight(this.menuTarget.getBoundingClientRect()))
  }

  #maxHeight({ top, bottom }: DOMRect) {
    const upwards = this.element.classList.contains(this.orientationTopClass)
    return (upwards ? bottom : innerHeight - top) - MARGIN
  }

  #set(property: string, pixels: number) {
    this.menuTarget.style.setProperty(property, `${pixels}px`)
  }
}

/** Horizontal offset in pixels that keeps the menu inside the window. */
function shiftIntoView(left: number, right: number) {
  const end = document.documentElement.clientWidth - MARGIN
  return Math.max(Math.min(end - right, 0), MARGIN - left)
}
