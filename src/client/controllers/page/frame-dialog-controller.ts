import { Controller } from "@hotwired/stimulus"

/** A dialog that opens when its frame has loaded. */
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
