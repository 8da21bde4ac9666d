import { Controller } from "@hotwired/stimulus"
import { notify } from "../../page/notice"

/**
 * A container that streams add to, in a frame whose answers show the same. What an answer brings
 * is older than what has streamed in meanwhile, so only what is newer than all of that is taken
 * over from it; and a form beside it stays half-written, unless it was the one that was sent.
 */
export default class extends Controller<FrameElement> {
  static override targets = ["container", "form"]

  declare readonly containerTarget: HTMLElement
  declare readonly formTarget: HTMLElement

  #sent = false
  #asked = false

  submit({ target }: Event) {
    this.#asked = true
    if (target instanceof Node && this.formTarget.contains(target)) this.#sent = true
  }

  merge(event: BeforeFrameRenderEvent) {
    if (event.target !== this.element) return

    event.detail.render = (_current, next) => {
      // An earlier answer may have come between, and the focus gone to what this one replaces.
      this.#asked ||= this.element.contains(document.activeElement)
      const answer = next.querySelector(`#${CSS.escape(this.containerTarget.id)}`)
      const form = next.querySelector(`#${CSS.escape(this.formTarget.id)}`)
      this.#append([...(answer?.children ?? [])])
      if (form && (this.#sent || !this.formTarget.querySelector("form")))
        this.formTarget.replaceChildren(...form.childNodes)
      this.#sent = false
    }
  }

  /** What was pressed here is gone, and the keyboard's place with it. */
  focus({ target }: Event) {
    const pressedHere = this.#asked || target !== this.element
    this.#asked = false
    if (!pressedHere || document.activeElement !== document.body) return
    if (this.formTarget.querySelector("form")) return

    const add = this.formTarget.querySelector<HTMLElement>("a")
    if (add?.checkVisibility()) add.focus()
    else this.element.closest(".message")?.querySelector("summary")?.focus()
  }

  missing(event: Event) {
    event.preventDefault()
    notify("That didn’t work: the message may be gone, or you signed out. Reload to see.")
  }

  #append(items: Element[]) {
    const newest = Math.max(0, ...[...this.containerTarget.children].map(numberOf))
    this.containerTarget.append(...items.filter((item) => numberOf(item) > newest))
  }
}

const numberOf = ({ id }: Element) => Number(/\d+$/.exec(id)?.[0])
