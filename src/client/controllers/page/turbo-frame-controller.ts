import { Controller } from "@hotwired/stimulus"

const FOCUSABLE = "a[href], button:enabled, input:enabled:not([type=hidden])"

/** Actions of a frame for events outside Turbo. */
export default class extends Controller<FrameElement> {
  static override values = { url: String }

  unpermanize() {
    this.element.removeAttribute("data-turbo-permanent")
  }

  reload() {
    if (this.element.src) this.element.reload()
  }

  /** Moves the focus to the new version of the focused element after the frame is rendered. */
  keepFocus({ detail }: BeforeFrameRenderEvent) {
    const { render } = detail
    detail.render = (current, next) => {
      const ids = this.#idsAround(document.activeElement)
      render(current, next)
      if (document.activeElement === document.body) this.#focusIn(ids)
    }
  }

  load({ params: { url } }: { params: { url?: string } }) {
    if (url) this.element.src = url
  }

  #idsAround(element: Element | null) {
    const ids: string[] = []
    for (let at = element; at && this.element.contains(at); at = at.parentElement)
      if (at.id) ids.push(at.id)
    return ids
  }

  #focusIn(ids: string[]) {
    for (const id of ids) {
      const place = document.getElementById(id)
      const target = place?.matches(FOCUSABLE) ? place : place?.querySelector(FOCUSABLE)
      if (target instanceof HTMLElement) return target.focus({ preventScroll: true })
    }
  }
}
