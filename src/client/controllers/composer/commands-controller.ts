import { Controller } from "@hotwired/stimulus"
import { COMMANDS } from "../../../messages/commands/names"
import { SOUND_NAMES } from "../../../messages/sounds/names"

const SHOWN = 6

type Offer = { name: string; takes: string; help: string }

const OFFERS: readonly Offer[] = [
  ...COMMANDS,
  ...SOUND_NAMES.map((sound) => ({ name: `play ${sound}`, takes: "", help: "Play this sound" })),
]

/**
 * Names what can be written after a slash at the start of a message, the sounds among it. It is only
 * a reminder: whatever is typed stays, Enter sends it, and Tab completes the first that fits.
 */
export default class extends Controller<HTMLElement> {
  #menu: HTMLElement | null = null

  override disconnect() {
    this.#close()
  }

  look() {
    const typed = this.#typed
    const fitting =
      typed === null ? [] : OFFERS.filter(({ name }) => name.startsWith(typed)).slice(0, SHOWN)
    if (fitting.length === 0) this.#close()
    else this.#show(fitting)
  }

  press(event: KeyboardEvent) {
    if (!this.#menu || event.isComposing) return

    if (event.key === "Escape") this.#close()
    else if (event.key === "Tab" && !event.shiftKey)
      this.#choose(this.#menu.querySelector("button"))
    else return

    event.preventDefault()
    event.stopImmediatePropagation()
  }

  close() {
    this.#close()
  }

  #show(commands: readonly Offer[]) {
    this.#menu ??= this.#addMenu()
    this.#menu.querySelector("ul")?.replaceChildren(...commands.map(row))
    const hint = this.#menu.querySelector("p")
    const names = commands.map(({ name }) => `/${name}`).join(", ")
    if (hint) hint.textContent = `Commands: ${names}. Tab completes the first.`
  }

  #addMenu() {
    const menu = document.createElement("div")
    menu.className = "commands"
    menu.innerHTML = `<ul></ul><p class="for-screen-reader" role="status"></p>`
    // Before the press takes the focus from what is being written.
    menu.addEventListener("mousedown", (event) => event.preventDefault())
    menu.addEventListener("click", ({ target }) => {
      if (target instanceof Element) this.#choose(target.closest("button"))
    })
    this.element.append(menu)
    return menu
  }

  #choose(button: HTMLButtonElement | null) {
    const missing = button?.dataset.completion?.slice(this.#typed?.length ?? 0)
    this.#close()
    // The one way to type into both a text area and an editor with a state of its own.
    if (missing !== undefined) document.execCommand("insertText", false, missing)
  }

  #close() {
    this.#menu?.remove()
    this.#menu = null
  }

  /** What follows the slash, as long as there is nothing else; null when nobody is at a command. */
  get #typed() {
    const plain = this.element.querySelector("textarea")
    const editor = this.element.querySelector<LexxyEditor>("lexxy-editor")
    const text = plain ? plain.value : (editor?.editorContentElement?.textContent ?? "")
    return /^\/([a-z]*|play [a-z0-9]*)$/.exec(text)?.[1] ?? null
  }
}

function row({ name, takes, help }: Offer) {
  const item = document.createElement("li")
  const button = document.createElement("button")
  button.type = "button"
  button.tabIndex = -1
  button.dataset.completion = takes ? `${name} ` : name
  const [command, explanation] = [document.createElement("b"), document.createElement("span")]
  command.textContent = `/${name} ${takes}`.trim()
  explanation.textContent = help
  button.append(command, explanation)
  item.append(button)
  return item
}
