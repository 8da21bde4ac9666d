import { Controller } from "@hotwired/stimulus"

/** Previews a picked image. */
export default class extends Controller<HTMLElement> {
  static override targets = ["image", "input"]

  declare readonly imageTarget: HTMLImageElement
  declare readonly inputTarget: HTMLInputElement

  #url: string | undefined

  override connect() {
    this.previewImage()
  }

  override disconnect() {
    this.#revoke()
  }

  previewImage() {
    const file = this.inputTarget.files?.[0]
    if (!file) return

    this.#revoke()
    this.#url = URL.createObjectURL(file)
    this.imageTarget.src = this.#url
    this.imageTarget.hidden = false
  }

  #revoke() {
    if (this.#url) URL.revokeObjectURL(this.#url)
  }
}
