import { Controller } from "@hotwired/stimulus"

/**
 * Marks what its reader has saved. Messages are the same for all, and come and go with pages and
 * streams, so the marks are in a style sheet of their own.
 */
export default class extends Controller<HTMLElement> {
  static override values = { url: String }

  declare readonly urlValue: string

  #sheet = new CSSStyleSheet()
  #ids = new Set<number>()

  override async connect() {
    document.adoptedStyleSheets.push(this.#sheet)
    const answer = await fetch(this.urlValue, { headers: { accept: "application/json" } }).catch(
      () => null,
    )
    // Marks are no more than a help: without them everything works.
    if (!answer?.ok) return
    const saved: number[] = await answer.json()
    for (const id of saved) this.#ids.add(id)
    this.#draw()
  }

  override disconnect() {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter(
      (sheet) => sheet !== this.#sheet,
    )
  }

  /** Somebody has just saved a message here, or taken it off their list. */
  change({ target, detail }: CustomEvent<{ success: boolean }>) {
    if (!detail.success || !(target instanceof HTMLFormElement)) return
    const id = Number(/\/messages\/(\d+)\/save$/.exec(target.action)?.[1])
    if (!id) return
    if (target.querySelector("[name=_method]")) this.#ids.delete(id)
    else this.#ids.add(id)
    this.#draw()
  }

  #draw() {
    const marked = [...this.#ids].map((id) => `[data-message-id="${id}"]`)
    this.#sheet.replaceSync(
      marked.length > 0 ? `.messages > :is(${marked}) { --saved-mark: block }` : "",
    )
  }
}
