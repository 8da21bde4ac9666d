import { Controller } from "@hotwired/stimulus"

/** A help dialog. Styles hide sections for other devices; a single visible section is expanded. */
export default class extends Controller<HTMLDialogElement> {
  static override targets = ["section"]

  declare readonly sectionTargets: HTMLDetailsElement[]

  open() {
    this.element.showModal()
    const visible = this.sectionTargets.filter((section) => section.getClientRects().length > 0)
    for (const section of this.sectionTargets) section.open = visible.length === 1
  }

  close() {
    this.element.close()
  }

  closeOnBackdrop({ target }: Event) {
    if (target === this.element) this.close()
  }
}
