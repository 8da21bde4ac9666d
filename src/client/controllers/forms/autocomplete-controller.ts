import { Controller } from "@hotwired/stimulus"
import { type Candidate, findCandidates } from "../../models/composer/candidates"
import { Suggestions } from "../../models/composer/suggestions"
import { Current } from "../../page/current"

const AFTER_TYPING = 300

/** A field in which people are picked by name: whoever is picked becomes a pill before the text. */
export default class extends Controller<HTMLElement> {
  static override targets = ["error", "input", "pills", "select"]
  static override values = { url: String }

  declare readonly errorTarget: HTMLElement
  declare readonly inputTarget: HTMLInputElement
  declare readonly pillsTarget: HTMLElement
  declare readonly selectTarget: HTMLSelectElement
  declare readonly urlValue: string

  #suggestions!: Suggestions
  #typing: ReturnType<typeof setTimeout> | undefined
  #asking: AbortController | undefined
  /** Those who are typed now are not offered yet. */
  #looking = false
  /** By Enter, before they were: the first of them is meant. */
  #meant = false
  /** By Escape; Tab asks once more, and a second Tab goes on as everywhere. */
  #dismissed = false

  override connect() {
    this.#suggestions = new Suggestions(this.inputTarget, (candidate) => this.#pick(candidate))
    this.inputTarget.focus()
    // Somebody may have typed before this came.
    this.search()
  }

  override disconnect() {
    this.#stopLooking()
    this.#suggestions.close()
  }

  focus({ target }: Event) {
    if (target instanceof Element && !target.closest("button")) this.inputTarget.focus()
  }

  search() {
    this.#stopLooking()
    if (this.inputTarget.value.trim() === "") return void this.#suggestions.close()
    this.#looking = true
    this.#typing = setTimeout(() => this.#suggest(), AFTER_TYPING)
  }

  didPressKey(event: KeyboardEvent) {
    const handled = this.#suggestions.isOpen ? this.#keyInList(event) : this.#keyInText(event)
    if (!handled) return
    event.preventDefault()
    event.stopPropagation()
  }

  dismiss() {
    this.#stopLooking()
    this.#suggestions.close()
  }

  remove({ currentTarget }: Event) {
    const pill = currentTarget instanceof Element && currentTarget.closest("[data-value]")
    if (pill instanceof HTMLElement) this.#drop(pill)
    this.inputTarget.focus()
  }

  /** Lets nothing be sent that names nobody, and says why. */
  require(event: Event) {
    this.errorTarget.hidden = this.#chosen.size > 0
    this.inputTarget.ariaInvalid = this.#chosen.size > 0 ? null : "true"
    if (this.#chosen.size > 0) return
    event.preventDefault()
    event.stopImmediatePropagation()
    this.inputTarget.focus()
  }

  #keyInList(event: KeyboardEvent) {
    if (event.isComposing) return false
    switch (event.key) {
      case "ArrowDown":
        this.#stopLooking()
        return this.#suggestions.move(1)
      case "ArrowUp":
        this.#stopLooking()
        return this.#suggestions.move(-1)
      case "Enter":
      case "Tab":
        return this.#looking ? this.#keyInText(event) : this.#suggestions.pick()
      case "Escape":
        this.#dismissed = true
        this.#stopLooking()
        return this.#suggestions.close()
      default:
        return this.#keyInText(event)
    }
  }

  // Whoever types fast and presses Enter means what they typed, not what is there so far.
  #keyInText({ key, isComposing }: KeyboardEvent) {
    const { value } = this.inputTarget
    const last = this.pillsTarget.lastElementChild
    if (this.#looking && !isComposing && (key === "Enter" || key === "Tab")) this.#meant = true
    else if (key === "Backspace" && value === "" && last instanceof HTMLElement) this.#drop(last)
    else if (key === "ArrowDown" || (key === "Tab" && this.#dismissed)) this.#suggest()
    else return false
    return true
  }

  async #suggest() {
    const asking = new AbortController()
    clearTimeout(this.#typing)
    this.#asking?.abort()
    this.#dismissed = false
    this.#looking = true
    this.#asking = asking
    const except = new Set([...this.#chosen, String(Current.user.id)])
    const found = await findCandidates(this.urlValue, this.inputTarget.value, asking.signal)
    if (asking.signal.aborted) return
    const meant = this.#meant
    this.#stopLooking()
    this.#suggestions.show(found.filter(({ value }) => !except.has(value)))
    if (meant) this.#suggestions.pick()
  }

  #stopLooking() {
    clearTimeout(this.#typing)
    this.#asking?.abort()
    this.#looking = false
    this.#meant = false
  }

  #pick(candidate: Candidate) {
    const { name, value } = candidate
    if (this.#chosen.has(value)) return
    this.#stopLooking()
    this.selectTarget.add(new Option(name, value, true, true))
    this.pillsTarget.append(this.#pillFor(candidate))
    this.inputTarget.value = ""
    this.inputTarget.ariaInvalid = null
    this.errorTarget.hidden = true
  }

  #drop(pill: HTMLElement) {
    for (const option of [...this.selectTarget.options])
      if (option.value === pill.dataset.value) option.remove()
    pill.remove()
  }

  #pillFor({ name, value, avatar_url }: Candidate) {
    const id = this.selectTarget.dataset.templateId ?? ""
    const template = document.getElementById(id)
    if (!(template instanceof HTMLTemplateElement)) throw new Error(`No template ${id}`)
    const pill = document.importNode(template.content, true)
    pill.firstElementChild?.setAttribute("data-value", value)
    pill.querySelector("img")?.setAttribute("src", avatar_url)
    pill.querySelector(".autocomplete__name")?.append(name)
    pill.querySelector("button .for-screen-reader")?.append(name)
    return pill
  }

  get #chosen() {
    return new Set([...this.selectTarget.selectedOptions].map(({ value }) => value))
  }
}
