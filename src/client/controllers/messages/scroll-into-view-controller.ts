import { Controller } from "@hotwired/stimulus"
import { nextFrame } from "../../page/timing"

/** Scrolls its element into view, without animation if the user prefers reduced motion. */
export default class extends Controller<HTMLElement> {
  override async connect() {
    await nextFrame()
    const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)").matches
    this.element.scrollIntoView({ behavior: reducedMotion ? "instant" : "smooth", block: "center" })
  }
}
