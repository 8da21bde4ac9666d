import { Controller } from "@hotwired/stimulus"

/** A sheet that opens with what its frame has loaded. */
export default class extends Controller<HTMLDialogElement> {
  open() {
    if (!this.element.open) this.element.showModal()
  }

  close() {
    this.element.close()
  }

  closeOnBackdrop({ target }: Event) {
    if (target === this.element) this.close()
  }
}
