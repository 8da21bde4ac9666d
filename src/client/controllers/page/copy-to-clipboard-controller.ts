import { Controller } from "@hotwired/stimulus"
import { notify } from "../../page/notice"

const SHOWN = 2_000

/** Copies a text, and says so. */
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
    if (!(await isWritten(this.contentValue))) {
      notify("That could not be copied. Select it and copy it by hand.")
      return
    }
    clearTimeout(this.#shown)
    this.element.classList.add(this.successClass)
    announce("Copied")
    this.#shown = setTimeout(() => this.#reset(), SHOWN)
  }

  #reset() {
    clearTimeout(this.#shown)
    this.element.classList.remove(this.successClass)
  }
}

async function isWritten(text: string) {
  try {
    return await write(text)
  } catch {
    // The browser, or whoever it asked, said no.
    return false
  }
}

// On the plain http of a local network browsers keep the clipboard's own interface away.
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
  // A screen reader speaks of what changes in a region that it knows.
  setTimeout(() => (status.textContent = text), 100)
  setTimeout(() => status.remove(), SHOWN)
}
