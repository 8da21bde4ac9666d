import { Controller } from "@hotwired/stimulus"
import { clearDrafts } from "../../models/composer/drafts"
import { clearOutbox, hasUnsent } from "../../models/outbox/outbox"

/** Clears local data on sign-out. */
export default class extends Controller<HTMLFormElement> {
  logout(event: Event) {
    if (
      hasUnsent() &&
      !confirm("Some of your messages are not sent yet. Log out and delete them?")
    ) {
      event.preventDefault()
      event.stopImmediatePropagation()
      return
    }
    clearDrafts()
    clearOutbox()
  }
}
