import { Controller } from "@hotwired/stimulus"
import { throttle } from "../../page/timing"

/** Sorts rows by number, highest first, then by name. */
export default class extends Controller<HTMLElement> {
  static override targets = ["item"]

  declare readonly itemTargets: HTMLElement[]

  #sort = throttle(() => this.#reorder(), 1_000)
  #changes = new MutationObserver(this.#sort)

  override connect() {
    this.#sort()
    this.#changes.observe(this.element, {
      childList: true,
      subtree: true,
      attributeFilter: ["data-sorted-list-number", "data-sorted-list-name"],
    })
  }

  override disconnect() {
    this.#changes.disconnect()
  }

  updateItem() {
    this.#sort()
  }

  #reorder() {
    const rows = this.itemTargets
    const sorted = rows.toSorted(inOrder)
    // Moving a row loses its focus, so a sorted list stays untouched.
    if (sorted.some((row, place) => row !== rows[place])) this.element.append(...sorted)
  }
}

function inOrder({ dataset: a }: HTMLElement, { dataset: b }: HTMLElement) {
  const byNumber = Number(b.sortedListNumber ?? 0) - Number(a.sortedListNumber ?? 0)
  return (
    byNumber ||
    (a.sortedListName ?? "").localeCompare(b.sortedListName ?? "", undefined, {
      sensitivity: "base",
    })
  )
}
