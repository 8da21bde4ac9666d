import { Extension } from "@37signals/lexxy"
import { fold, ranked } from "../models/candidates"

const TRIGGER = "@"

/**
 * Teaches the editor's menu of people manners.
 *
 * - Its people come from the server, a moment after each key: those who are listed already are
 *   sifted at once, and a key that picks waits when none of them is meant.
 * - Names may hold spaces, so it would stay open for the rest of every line with an @ in it, and
 *   take its Enter: it goes once nobody is called that.
 * - Whoever doesn't see it is told what it is, and who is marked.
 */
export class MentionMenu extends Extension {
  readonly #watch = new MutationObserver(() => this.#attend())
  #contents: LexxyEditor["contents"] | undefined
  #open = false
  #waiting: KeyboardEvent | undefined

  constructor(editorElement: LexxyEditor) {
    super(editorElement)
    editorElement.addEventListener("keydown", this.#hold, { capture: true })
    editorElement.addEventListener("lexxy:change", this.#sift)
    this.#watch.observe(editorElement, {
      attributeFilter: ["aria-selected", "class"],
      childList: true,
      subtree: true,
    })
  }

  override dispose() {
    this.editorElement.removeEventListener("keydown", this.#hold, { capture: true })
    this.editorElement.removeEventListener("lexxy:change", this.#sift)
    this.#watch.disconnect()
  }

  #hold = (event: KeyboardEvent) => {
    this.#waiting = undefined
    if (!["Enter", "Tab"].includes(event.key) || event.isComposing || !this.#isBehind) return
    event.preventDefault()
    event.stopImmediatePropagation()
    this.#waiting = event
  }

  #sift = () => {
    if (this.#menu && /^\s/.test(this.#query)) return this.#close()
    const meant = ranked(this.#options.filter(this.#isMeant), this.#query)
    if (meant.length === 0 || meant.length === this.#options.length) return
    this.#menu?.replaceChildren(...meant.map(({ option }) => option))
    this.#mark(meant[0]?.option)
  }

  #attend() {
    const menu = this.#menu
    if (menu && !this.#open) this.#begin()
    this.#open = menu !== null
    if (menu) {
      menu.ariaLabel ??= "People to mention"
      for (const marked of menu.querySelectorAll('[aria-selected=""]')) marked.ariaSelected = "true"
    }
    const waiting = this.#waiting
    if (menu && this.#isBehind) return
    this.#waiting = undefined
    if (menu && this.#options.length === 0) {
      if (!/\s/.test(this.#query)) return
      this.#close()
    }
    if (menu && waiting) this.#release(waiting)
  }

  #mark(option: HTMLElement | undefined) {
    for (const { option: other } of this.#options)
      if (other !== option) other.removeAttribute("aria-selected")
    if (!option) return
    option.ariaSelected = "true"
    this.editorElement.editorContentElement?.setAttribute("aria-activedescendant", option.id)
  }

  #release({ key }: KeyboardEvent) {
    this.#waiting = undefined
    const options = { key, bubbles: true, cancelable: true }
    this.editorElement.editorContentElement?.dispatchEvent(new KeyboardEvent("keydown", options))
  }

  #begin() {
    if (this.#contents !== this.editorElement.contents) {
      this.#contents = this.editorElement.contents
      endWithEditor(this.#contents)
    }
    // It listens to what is written only from now on, with what was asked for before.
    if (this.#query) this.editorElement.dispatchEvent(new Event("lexxy:change"))
  }

  // As if by the one who writes; to nobody but the menu.
  #close() {
    this.editorElement.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }))
  }

  #isMeant = ({ name }: { name: string }) => fold(name).includes(fold(this.#query).trimEnd())

  get #isBehind() {
    return this.#options.length > 0 && !this.#options.some(this.#isMeant)
  }

  get #query() {
    return this.editorElement.contents.textBackUntil(TRIGGER)
  }

  get #options() {
    const options = this.#menu?.querySelectorAll<HTMLElement>("[role=option]") ?? []
    return Array.from(options, (option) => ({
      option,
      name: option.querySelector(".lexxy-prompt-menu__name")?.textContent ?? "",
    }))
  }

  get #menu() {
    return this.editorElement.querySelector<HTMLElement>(".lexxy-prompt-menu--visible")
  }
}

// An editor that goes away updates once more, and where it ends with an @ the menu would open on
// what is gone already.
function endWithEditor(contents: LexxyEditor["contents"]) {
  const contains = contents.containsTextBackUntil.bind(contents)
  contents.containsTextBackUntil = (start) => contents.editor !== null && contains(start)
}
