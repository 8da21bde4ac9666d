import { Controller } from "@hotwired/stimulus"

/** Shows a picture as soon as it is picked. */
export default class extends Controller<HTMLElement> {
  static override targets = ["image", "input"]

  declare readonly imageTarget: HTMLImageElement
  declare readonly inputTarget: HTMLInputElement

  #url: string | undefined

  override connect() {
    this.previewImage()
  }

  override disconnect() {
    this.#forget()
  }

  previewImage() {
    const file = this.inputTarget.files?.[0]
    if (!file) return

    this.#forget()
    this.#url = URL.createObjectURL(file)
    this.imageTarget.src = this.#url
    this.imageTarget.hidden = false
  }

  #forget() {
    if (this.#url) URL.revokeObjectURL(this.#url)
  }
}
