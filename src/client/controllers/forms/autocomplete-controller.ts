import { Controller } from "@hotwired/stimulus"
import { type Candidate, findCandidates } from "../../models/composer/candidates"
import { namesakeLine, Suggestions } from "../../models/composer/suggestions"
import { Current } from "../../page/current"

const DEBOUNCE_MS = 300

/** Picks people by name. Each picked person becomes a pill before the text field. */
export default class extends Controller<HTMLElement> {
  static override targets = ["error", "input", "pills", "select"]
  static override values = { url: String }

  declare readonly errorTarget: HTMLElement
  declare readonly inputTarget: HTMLInputElement
  declare readonly pillsTarget: HTMLElement
  declare readonly selectTarget: HTMLSelectElement
  declare readonly urlValue: string

  #suggestions!: Suggestions
  #debounce: ReturnType<typeof setTimeout> | undefined
  #request: AbortController | undefined
  /** The suggestions for the current text have not arrived. */
  #loading = false
  /** Enter was pressed before the suggestions arrived, so the first will be picked. */
  #pickFirst = false
  /** Escape closed the list. The next Tab opens it again. */
  #dismissed = false

  override connect() {
    this.#suggestions = new Suggestions(this.inputTarget, (candidate) => this.#pick(candidate))
    this.inputTarget.focus()
    // The user may have typed before this controller was loaded.
    this.search()
  }

  override disconnect() {
    this.#cancelSearch()
    this.#suggestions.close()
  }

  focus({ target }: Event) {
    if (target instanceof Element && !target.closest("button")) this.inputTarget.focus()
  }

  search() {
    this.#cancelSearch()
    if (this.inputTarget.value.trim() === "") return void this.#suggestions.close()
    this.#loading = true
    this.#debounce = setTimeout(() => this.#load(), DEBOUNCE_MS)
  }

  didPressKey(event: KeyboardEvent) {
    const handled = this.#suggestions.isOpen
      ? this.#handleListKey(event)
      : this.#handleTextKey(event)
    if (!handled) return
    event.preventDefault()
    event.stopPropagation()
  }

  dismiss() {
    this.#cancelSearch()
    this.#suggestions.close()
  }

  remove({ currentTarget }: Event) {
    const pill = currentTarget instanceof Element && currentTarget.closest("[data-value]")
    if (pill instanceof HTMLElement) this.#removePill(pill)
    this.inputTarget.focus()
  }

  /** Blocks the submit with an error while nobody is picked. */
  require(event: Event) {
    this.errorTarget.hidden = this.#chosen.size > 0
    this.inputTarget.ariaInvalid = this.#chosen.size > 0 ? null : "true"
    if (this.#chosen.size > 0) return
    event.preventDefault()
    event.stopImmediatePropagation()
    this.inputTarget.focus()
  }

  #handleListKey(event: KeyboardEvent) {
    if (event.isComposing) return false
    switch (event.key) {
      case "ArrowDown":
        this.#cancelSearch()
        return this.#suggestions.move(1)
      case "ArrowUp":
        this.#cancelSearch()
        return this.#suggestions.move(-1)
      case "Enter":
      case "Tab":
        return this.#loading ? this.#handleTextKey(event) : this.#suggestions.pick()
      case "Escape":
        this.#dismissed = true
        this.#cancelSearch()
        return this.#suggestions.close()
      default:
        return this.#handleTextKey(event)
    }
  }

  // Enter before the suggestions arrive refers to the typed text, not to the old suggestions.
  #handleTextKey({ key, isComposing }: KeyboardEvent) {
    const { value } = this.inputTarget
    const last = this.pillsTarget.lastElementChild
    if (this.#loading && !isComposing && (key === "Enter" || key === "Tab")) this.#pickFirst = true
    else if (key === "Backspace" && value === "" && last instanceof HTMLElement)
      this.#removePill(last)
    else if (key === "ArrowDown" || (key === "Tab" && this.#dismissed)) this.#load()
    else return false
    return true
  }

  async #load() {
    const request = new AbortController()
    clearTimeout(this.#debounce)
    this.#request?.abort()
    this.#dismissed = false
    this.#loading = true
    this.#request = request
    const except = new Set([...this.#chosen, String(Current.user.id)])
    const found = await findCandidates(this.urlValue, this.inputTarget.value, request.signal)
    if (request.signal.aborted) return
    const pickFirst = this.#pickFirst
    this.#cancelSearch()
    this.#suggestions.show(found.filter(({ value }) => !except.has(value)))
    if (pickFirst) this.#suggestions.pick()
  }

  #cancelSearch() {
    clearTimeout(this.#debounce)
    this.#request?.abort()
    this.#loading = false
    this.#pickFirst = false
  }

  #pick(candidate: Candidate) {
    const { name, value } = candidate
    if (this.#chosen.has(value)) return
    this.#cancelSearch()
    this.selectTarget.add(new Option(name, value, true, true))
    this.pillsTarget.append(this.#pillFor(candidate))
    this.inputTarget.value = ""
    this.inputTarget.ariaInvalid = null
    this.errorTarget.hidden = true
  }

  #removePill(pill: HTMLElement) {
    for (const option of [...this.selectTarget.options])
      if (option.value === pill.dataset.value) option.remove()
    pill.remove()
  }

  #pillFor({ name, value, avatar_url, note }: Candidate) {
    const id = this.selectTarget.dataset.templateId ?? ""
    const template = document.getElementById(id)
    if (!(template instanceof HTMLTemplateElement)) throw new Error(`No template ${id}`)
    const pill = document.importNode(template.content, true)
    pill.firstElementChild?.setAttribute("data-value", value)
    pill.querySelector("img")?.setAttribute("src", avatar_url)
    pill
      .querySelector(".autocomplete__name")
      ?.append(name, ...(note ? [" ", namesakeLine(note)] : []))
    pill.querySelector("button .for-screen-reader")?.append(note ? `${name}, ${note}` : name)
    return pill
  }

  get #chosen() {
    return new Set([...this.selectTarget.selectedOptions].map(({ value }) => value))
  }
}
