import { Controller } from "@hotwired/stimulus"
import { notify } from "../../page/html"

/**
 * A container that both streams and the frame's responses update. A response can be older than the
 * streams, so only items newer than all present ones are taken from it. An open form beside the
 * container keeps its text, unless it was the form that was submitted.
 */
export default class extends Controller<FrameElement> {
  static override targets = ["container", "form"]

  declare readonly containerTarget: HTMLElement
  declare readonly formTarget: HTMLElement

  #formSubmitted = false
  #submittedHere = false

  submit({ target }: Event) {
    this.#submittedHere = true
    if (target instanceof Node && this.formTarget.contains(target)) this.#formSubmitted = true
  }

  merge(event: BeforeFrameRenderEvent) {
    if (event.target !== this.element) return

    event.detail.render = (_current, next) => {
      // An earlier response may have moved the focus into the part that this one replaces.
      this.#submittedHere ||= this.element.contains(document.activeElement)
      const container = next.querySelector(`#${CSS.escape(this.containerTarget.id)}`)
      const form = next.querySelector(`#${CSS.escape(this.formTarget.id)}`)
      this.#append([...(container?.children ?? [])])
      if (form && (this.#formSubmitted || !this.formTarget.querySelector("form")))
        this.formTarget.replaceChildren(...form.childNodes)
      this.#formSubmitted = false
    }
  }

  /** Restores the focus after the clicked element was replaced. */
  focus({ target }: Event) {
    const pressedHere = this.#submittedHere || target !== this.element
    this.#submittedHere = false
    if (!pressedHere || document.activeElement !== document.body) return
    if (this.formTarget.querySelector("form")) return

    const add = this.formTarget.querySelector<HTMLElement>("a")
    if (add?.checkVisibility()) add.focus()
    else this.element.closest(".message")?.querySelector("summary")?.focus()
  }

  missing(event: Event) {
    event.preventDefault()
    notify("Not saved: the message may be deleted, or you are signed out. Reload the page.")
  }

  #append(items: Element[]) {
    const newest = Math.max(0, ...[...this.containerTarget.children].map(idNumber))
    this.containerTarget.append(...items.filter((item) => idNumber(item) > newest))
  }
}

const idNumber = ({ id }: Element) => Number(/\d+$/.exec(id)?.[0])
