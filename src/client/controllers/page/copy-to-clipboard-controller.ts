import { Controller } from "@hotwired/stimulus"
import { notify } from "../../page/html"

const SHOWN_MS = 2_000

/** Copies a text and announces it. */
export default class extends Controller<HTMLElement> {
  static override values = { content: String }
  static classes = ["success"]

  declare readonly contentValue: string
  declare readonly successClass: string

  #shown: ReturnType<typeof setTimeout> | undefined

  override disconnect() {
    this.#reset()
  }

  async copy() {
    if (!(await tryWrite(this.contentValue))) {
      notify("That could not be copied. Select the text and copy it by hand.")
      return
    }
    clearTimeout(this.#shown)
    this.element.classList.add(this.successClass)
    announce("Copied")
    this.#shown = setTimeout(() => this.#reset(), SHOWN_MS)
  }

  #reset() {
    clearTimeout(this.#shown)
    this.element.classList.remove(this.successClass)
  }
}

async function tryWrite(text: string) {
  try {
    return await write(text)
  } catch {
    // The browser or the user denied access.
    return false
  }
}

// `navigator.clipboard` is missing on plain HTTP.
async function write(text: string) {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text)
    return true
  }

  const focused = document.activeElement
  const field = document.createElement("textarea")
  field.value = text
  document.body.append(field)
  field.select()
  const copied = document.execCommand("copy")
  field.remove()
  if (focused instanceof HTMLElement) focused.focus()
  return copied
}

function announce(text: string) {
  const status = document.createElement("div")
  status.className = "for-screen-reader"
  status.setAttribute("role", "status")
  document.body.append(status)
  // Screen readers announce only changes in a live region that already exists.
  setTimeout(() => (status.textContent = text), 100)
  setTimeout(() => status.remove(), SHOWN_MS)
}
