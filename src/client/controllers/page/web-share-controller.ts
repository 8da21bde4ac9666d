import { Controller } from "@hotwired/stimulus"
import { notify } from "../../page/html"

/** Shares a text or file through the device's share sheet; hidden where there is none. */
export default class extends Controller<HTMLElement> {
  static override values = { title: String, text: String, url: String, files: String }

  declare readonly titleValue: string
  declare readonly textValue: string
  declare readonly urlValue: string
  /** The URL of a file to share. */
  declare readonly filesValue: string

  #file: File | null = null

  override connect() {
    this.element.hidden = !this.#canShare
  }

  filesValueChanged() {
    this.#file = null
  }

  async share() {
    try {
      const content = this.filesValue ? { files: [await this.#loadFile()] } : this.#content
      if (navigator.canShare(content)) await navigator.share(content)
      else notify("This device can’t share this kind of file.")
    } catch (error) {
      if (!(error instanceof Error)) throw error
      const text = ERRORS.get(error.name)
      if (text === undefined) throw error
      if (text) notify(text)
    }
  }

  // Kept for a second click: a long download outlives the user gesture that sharing needs.
  async #loadFile() {
    this.#file ??= await fetchFile(this.filesValue)
    return this.#file
  }

  get #canShare() {
    if (!navigator.canShare) return false
    return this.filesValue !== "" || navigator.canShare(this.#content)
  }

  get #content() {
    return { title: this.titleValue, text: this.textValue, url: this.urlValue }
  }
}

/** Messages by error name. A share that the user cancels shows none. */
const ERRORS = new Map([
  ["AbortError", ""],
  ["NotAllowedError", "The file is ready. Press Share again."],
  ["TypeError", "The file can’t be downloaded. Try again in a moment."],
])

async function fetchFile(url: string) {
  const response = await fetch(url)
  if (!response.ok || response.redirected) throw new TypeError(`${url}: ${response.status}`)
  const blob = await response.blob()
  return new File([blob], fileNameIn(response.url), { type: blob.type })
}

function fileNameIn(url: string) {
  const last = new URL(url).pathname.split("/").at(-1) ?? ""
  try {
    return decodeURIComponent(last)
  } catch {
    return last
  }
}
