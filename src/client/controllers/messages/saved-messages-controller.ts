import { Controller } from "@hotwired/stimulus"

/**
 * Marks the messages that the viewer has saved. Message HTML is shared by all viewers and replaced by
 * streams, so the marks are rules in a constructed style sheet.
 */
export default class extends Controller<HTMLElement> {
  static override values = { url: String }

  declare readonly urlValue: string

  #sheet = new CSSStyleSheet()
  #ids = new Set<number>()

  override async connect() {
    document.adoptedStyleSheets.push(this.#sheet)
    const response = await fetch(this.urlValue, { headers: { accept: "application/json" } }).catch(
      () => null,
    )
    // Without the marks everything else works.
    if (!response?.ok) return
    const saved: number[] = await response.json()
    for (const id of saved) this.#ids.add(id)
    this.#updateSheet()
  }

  override disconnect() {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter(
      (sheet) => sheet !== this.#sheet,
    )
  }

  /** The viewer has saved or unsaved a message on this page. */
  change({ target, detail }: CustomEvent<{ success: boolean }>) {
    if (!detail.success || !(target instanceof HTMLFormElement)) return
    const id = Number(/\/messages\/(\d+)\/save$/.exec(target.action)?.[1])
    if (!id) return
    if (target.querySelector("[name=_method]")) this.#ids.delete(id)
    else this.#ids.add(id)
    this.#updateSheet()
  }

  #updateSheet() {
    const selectors = [...this.#ids].map((id) => `[data-message-id="${id}"]`)
    this.#sheet.replaceSync(
      selectors.length > 0 ? `.messages > :is(${selectors}) { --saved-mark: block }` : "",
    )
  }
}
