import { Controller } from "@hotwired/stimulus"
import { nextFrame } from "../../page/timing"

/** Comes into view, gently where motion is welcome. */
export default class extends Controller<HTMLElement> {
  override async connect() {
    await nextFrame()
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches
    this.element.scrollIntoView({ behavior: calm ? "instant" : "smooth", block: "center" })
  }
}
