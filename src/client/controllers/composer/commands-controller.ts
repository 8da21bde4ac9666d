import { Controller } from "@hotwired/stimulus"
import { COMMANDS } from "../../../messages/commands/names"
import { SOUND_NAMES } from "../../../messages/sounds/names"

const MAX_SHOWN = 6

type Suggestion = { name: string; takes: string; help: string }

const SUGGESTIONS: readonly Suggestion[] = [
  ...COMMANDS,
  ...SOUND_NAMES.map((sound) => ({ name: `play ${sound}`, takes: "", help: "Play this sound" })),
]

/**
 * Suggests slash commands and sounds while a message starts with a slash. Typing goes on as usual:
 * Enter sends the message, and Tab completes the first suggestion.
 */
export default class extends Controller<HTMLElement> {
  #menu: HTMLElement | null = null

  override disconnect() {
    this.#close()
  }

  update() {
    const typed = this.#typed
    const matches =
      typed === null
        ? []
        : SUGGESTIONS.filter(({ name }) => name.startsWith(typed)).slice(0, MAX_SHOWN)
    if (matches.length === 0) this.#close()
    else this.#show(matches)
  }

  handleKey(event: KeyboardEvent) {
    if (!this.#menu || event.isComposing) return

    if (event.key === "Escape") this.#close()
    else if (event.key === "Tab" && !event.shiftKey)
      this.#complete(this.#menu.querySelector("button"))
    else return

    event.preventDefault()
    event.stopImmediatePropagation()
  }

  close() {
    this.#close()
  }

  #show(commands: readonly Suggestion[]) {
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
    // Keeps the focus in the message field.
    menu.addEventListener("mousedown", (event) => event.preventDefault())
    menu.addEventListener("click", ({ target }) => {
      if (target instanceof Element) this.#complete(target.closest("button"))
    })
    this.element.append(menu)
    return menu
  }

  #complete(button: HTMLButtonElement | null) {
    const completion = button?.dataset.completion?.slice(this.#typed?.length ?? 0)
    this.#close()
    // `execCommand` works in the text area and in the editor.
    if (completion !== undefined) document.execCommand("insertText", false, completion)
  }

  #close() {
    this.#menu?.remove()
    this.#menu = null
  }

  /** The text after the slash, or null when the message is not a command. */
  get #typed() {
    const plain = this.element.querySelector("textarea")
    const editor = this.element.querySelector<LexxyEditor>("lexxy-editor")
    const text = plain ? plain.value : (editor?.editorContentElement?.textContent ?? "")
    return /^\/([a-z]*|play [a-z0-9]*)$/.exec(text)?.[1] ?? null
  }
}

function row({ name, takes, help }: Suggestion) {
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
