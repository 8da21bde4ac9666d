import type { Candidate } from "./candidates"
import { uuid } from "./pending-message"

const ROW_HEIGHT = 44
const MIN_ROWS = 3
const FLASH_MS = 120

/** A listbox of people below a text field. The field's controller forwards the keys. */
export class Suggestions {
  #list: HTMLElement | null = null
  #candidates: Candidate[] = []

  constructor(
    readonly input: HTMLInputElement,
    readonly onPick: (candidate: Candidate) => void,
  ) {}

  get isOpen() {
    return this.#list !== null
  }

  show(candidates: Candidate[]) {
    this.close()
    if (candidates.length === 0 || document.activeElement !== this.input) return

    this.#candidates = candidates
    this.#list = this.#render(candidates)
    document.body.append(this.#list)
    this.#place(this.#list)
    this.input.setAttribute("aria-controls", this.#list.id)
    this.input.ariaExpanded = "true"
    this.#mark(0)
    addEventListener("resize", this.#closeOnMove)
    addEventListener("scroll", this.#closeOnMove, { capture: true })
  }

  close() {
    this.#detach()?.remove()
    return true
  }

  move(step: number) {
    const count = this.#options.length
    this.#mark((this.#marked + step + count) % count)
    return true
  }

  /** Picks the selected option, highlights it briefly and closes the list. */
  pick(place = this.#marked) {
    const candidate = this.#candidates[place]
    if (!candidate) return true

    this.#mark(place)
    this.#options[place]?.classList.add("suggestion--picked")
    const list = this.#detach()
    setTimeout(() => list?.remove(), FLASH_MS)
    this.onPick(candidate)
    return true
  }

  /** Makes the list inert and resets the field's ARIA attributes. */
  #detach() {
    const list = this.#list
    this.#list = null
    this.input.ariaExpanded = "false"
    this.input.removeAttribute("aria-activedescendant")
    this.input.removeAttribute("aria-controls")
    removeEventListener("resize", this.#closeOnMove)
    removeEventListener("scroll", this.#closeOnMove, { capture: true })
    if (list) list.inert = true
    return list
  }

  // Closes the list only when the field itself scrolls: the message list scrolls all the time.
  #closeOnMove = ({ target }: Event) => {
    if (!(target instanceof Node) || target.contains(this.input)) this.close()
  }

  #mark(place: number) {
    for (const [index, option] of this.#options.entries()) {
      option.toggleAttribute("selected", index === place)
      option.ariaSelected = String(index === place)
      if (index !== place) continue
      option.scrollIntoView({ block: "nearest" })
      this.input.setAttribute("aria-activedescendant", option.id)
    }
  }

  #render(candidates: Candidate[]) {
    const list = document.createElement("suggestion-select")
    list.id = `suggestions-${uuid()}`
    list.className = "popup suggestions"
    list.role = "listbox"
    list.ariaLabel = "People"
    list.append(...candidates.map((candidate, place) => this.#option(candidate, place, list.id)))
    // Keeps the focus in the field on click.
    list.addEventListener("pointerdown", (event) => event.preventDefault())
    return list
  }

  #option({ name, value, avatar_url, note }: Candidate, place: number, list: string) {
    const option = document.createElement("suggestion-option")
    option.id = `${list}-${place}`
    option.className = "suggestion"
    option.role = "option"
    option.setAttribute("value", value)
    const avatar = new Image(28, 28)
    avatar.src = avatar_url
    avatar.alt = ""
    const words = document.createElement("span")
    words.className = "suggestion__words"
    words.append(name)
    if (note) words.append(namesakeLine(note))
    option.append(avatar, words)
    option.addEventListener("click", () => this.pick(place))
    return option
  }

  // Places the list below the field, or above when fewer than MIN_ROWS fit below.
  #place(list: HTMLElement) {
    const { top, bottom, left, width } =
      this.input.closest(".autocomplete, label, form")?.getBoundingClientRect() ??
      this.input.getBoundingClientRect()
    const above = innerHeight - bottom < ROW_HEIGHT * MIN_ROWS && top > innerHeight - bottom
    list.style.left = `${left}px`
    list.style.inlineSize = `${width}px`
    list.style.maxBlockSize = `${(above ? top : innerHeight - bottom) - 16}px`
    if (above) list.style.insetBlockEnd = `${innerHeight - top + 4}px`
    else list.style.insetBlockStart = `${bottom + 4}px`
  }

  get #options() {
    return [...(this.#list?.querySelectorAll<HTMLElement>("suggestion-option") ?? [])]
  }

  get #marked() {
    return this.#options.findIndex((option) => option.hasAttribute("selected"))
  }
}

/** As the server's `NamesakeLine`. */
export function namesakeLine(note: string) {
  const line = document.createElement("small")
  line.className = "namesake-line"
  line.dir = "auto"
  line.textContent = note
  return line
}
