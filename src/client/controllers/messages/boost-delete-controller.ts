import { Controller } from "@hotwired/stimulus"
import { Current } from "../../page/current"

/** Turns the viewer's own boost into a button that reveals its delete button. */
export default class extends Controller<HTMLElement> {
  static override targets = ["button", "content"]
  static override values = { boosterId: Number }
  static classes = ["reveal", "perform"]

  declare readonly buttonTarget: HTMLButtonElement
  declare readonly contentTarget: HTMLElement
  declare readonly boosterIdValue: number
  declare readonly revealClass: string
  declare readonly performClass: string

  #listeners = new AbortController()

  override connect() {
    if (this.boosterIdValue !== Current.user.id) return

    this.#becomeButton()
    const { signal } = this.#listeners
    const on = (type: string, listen: (event: Event) => void) =>
      this.element.addEventListener(type, listen, { signal })
    on("click", (event) => this.reveal(event))
    on("keydown", (event) => this.#handleKey(event))
    on("focusout", (event) => this.#handleFocusOut(event))
    on("turbo:submit-start", () => this.perform())
    on("turbo:submit-end", (event) => this.#handleSubmitEnd(event))
  }

  override disconnect() {
    this.#listeners.abort()
    this.#listeners = new AbortController()
  }

  reveal({ target }: Event) {
    if (this.#form.contains(target instanceof Node ? target : null)) return
    this.element.classList.add(this.revealClass)
    this.#form.hidden = false
    this.buttonTarget.focus()
  }

  perform() {
    this.element.classList.add(this.performClass)
  }

  #handleKey(event: Event) {
    if (!(event instanceof KeyboardEvent)) return
    if (event.key === "Escape" && !this.#form.hidden) {
      event.stopPropagation()
      this.#hide()
      this.contentTarget.focus()
    }
    if (event.target !== this.contentTarget || (event.key !== "Enter" && event.key !== " ")) return
    event.preventDefault()
    this.reveal(event)
  }

  #handleFocusOut(event: Event) {
    const to = event instanceof FocusEvent && event.relatedTarget
    if (!(to instanceof Node && this.element.contains(to)) && document.hasFocus()) this.#hide()
  }

  // The cable removes the boost everywhere; this also works while the cable is disconnected.
  #handleSubmitEnd(event: Event) {
    const { success } = (event as CustomEvent<{ success: boolean }>).detail // Turbo's event has no type
    if (!success) return this.element.classList.remove(this.performClass)
    this.#focusNearby()
    this.element.remove()
  }

  #hide() {
    if (this.element.classList.contains(this.performClass)) return
    this.element.classList.remove(this.revealClass)
    this.#form.hidden = true
  }

  #becomeButton() {
    const id = `delete_hint_${this.element.id}`
    const { contentTarget: content } = this
    this.element.classList.add("boost--mine")
    content.removeAttribute("aria-hidden")
    content.setAttribute("role", "button")
    content.setAttribute("aria-describedby", id)
    content.tabIndex = 0
    if (document.getElementById(id)) return
    const hint = document.createElement("span")
    hint.id = id
    hint.hidden = true
    hint.textContent = "Press enter to delete this boost"
    content.after(hint)
  }

  #focusNearby() {
    if (!this.element.contains(document.activeElement)) return
    const message = this.element.closest(".message")
    const others = [...(message?.querySelectorAll(".boost") ?? [])].filter(
      (boost) => boost !== this.element,
    )
    const next = message?.querySelector<HTMLElement>(
      others.length > 0 ? ".boosts__add" : ".message__options-btn",
    )
    next?.focus()
  }

  get #form() {
    const { form } = this.buttonTarget
    if (!form) throw new Error("The delete button of a boost has no form")
    return form
  }
}
