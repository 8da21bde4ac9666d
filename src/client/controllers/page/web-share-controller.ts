import { Controller } from "@hotwired/stimulus"
import { notify } from "../../page/notice"

/** Hands something on by the device's own means; there only where a device has them. */
export default class extends Controller<HTMLElement> {
  static override values = { title: String, text: String, url: String, files: String }

  declare readonly titleValue: string
  declare readonly textValue: string
  declare readonly urlValue: string
  /** The address of a file, which is handed on itself. */
  declare readonly filesValue: string

  #file: File | null = null

  override connect() {
    this.element.hidden = !this.#can
  }

  filesValueChanged() {
    this.#file = null
  }

  async share() {
    try {
      const content = this.filesValue ? { files: [await this.#fetched()] } : this.#content
      if (navigator.canShare(content)) await navigator.share(content)
      else notify("This device can’t share this kind of file.")
    } catch (error) {
      if (!(error instanceof Error)) throw error
      const said = WORDS.get(error.name)
      if (said === undefined) throw error
      if (said) notify(said)
    }
  }

  // Kept, for when it took so long that the device wants to be asked once more.
  async #fetched() {
    this.#file ??= await fileAt(this.filesValue)
    return this.#file
  }

  get #can() {
    if (!navigator.canShare) return false
    return this.filesValue !== "" || navigator.canShare(this.#content)
  }

  get #content() {
    return { title: this.titleValue, text: this.textValue, url: this.urlValue }
  }
}

/** What went wrong, by its name; whoever thinks better of it has done nothing wrong. */
const WORDS = new Map([
  ["AbortError", ""],
  ["NotAllowedError", "The file is ready: share it once more."],
  ["TypeError", "The file can’t be fetched just now."],
])

async function fileAt(url: string) {
  const response = await fetch(url)
  if (!response.ok || response.redirected) throw new TypeError(`${url}: ${response.status}`)
  const blob = await response.blob()
  return new File([blob], nameIn(response.url), { type: blob.type })
}

function nameIn(url: string) {
  const last = new URL(url).pathname.split("/").at(-1) ?? ""
  try {
    return decodeURIComponent(last)
  } catch {
    return last
  }
}
