import { Controller } from "@hotwired/stimulus"
import { quotationHtml } from "../../models/composer/quote"
import type ComposerController from "../composer/composer-controller"

/** Replies to a message by quoting it in the composer. */
export default class extends Controller<HTMLElement> {
  static override targets = ["author", "body", "link"]
  static override outlets = ["composer"]

  declare readonly authorTarget: HTMLElement
  declare readonly bodyTarget: HTMLElement
  declare readonly linkTarget: HTMLAnchorElement
  declare readonly composerOutlet: ComposerController
  declare readonly hasComposerOutlet: boolean

  reply() {
    if (!this.hasComposerOutlet) return

    this.composerOutlet.quote(
      quotationHtml(this.bodyTarget, {
        author: this.authorTarget.textContent ?? "",
        permalink: this.linkTarget.getAttribute("href") ?? "",
      }),
    )
  }
}
