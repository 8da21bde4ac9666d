import { Controller } from "@hotwired/stimulus"

/** Removes its element. */
export default class extends Controller<HTMLElement> {
  remove({ target }: Event) {
    if (target === this.element) this.element.remove()
  }
}
