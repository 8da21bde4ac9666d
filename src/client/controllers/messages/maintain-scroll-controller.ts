import { Controller } from "@hotwired/stimulus"
import { scrollManagerOf } from "../../models/messages/scroll-manager"

/** Keeps the scroll position while a row is edited, boosted or removed. */
export default class extends Controller<HTMLElement> {
  beforeStreamRender(event: BeforeStreamRenderEvent) {
    const { newStream, render } = event.detail
    const target = targetOf(newStream)
    if (!target || !this.#keepsScroll(newStream, target)) return

    const scroll = scrollManagerOf(this.element)
    event.detail.render = (stream) => scroll.anchorAround(target, () => render(stream))
  }

  #keepsScroll(stream: StreamElement, target: Element) {
    const keeps = stream.hasAttribute("maintain_scroll") || stream.action === "remove"
    return keeps && target !== this.element && this.element.contains(target)
  }
}

function targetOf({ target, targets }: StreamElement) {
  return targets ? document.querySelector(targets) : document.getElementById(target ?? "")
}
