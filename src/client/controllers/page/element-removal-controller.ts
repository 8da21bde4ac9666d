import { Controller } from "@hotwired/stimulus"

/** Takes an element off the page. */
export default class extends Controller<HTMLElement> {
  remove({ target }: Event) {
    if (target === this.element) this.element.remove()
  }
}
