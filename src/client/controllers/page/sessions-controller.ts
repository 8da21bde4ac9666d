import { Controller } from "@hotwired/stimulus"
import { clearDrafts } from "../../models/composer/drafts"

/** Leaves nothing behind of whoever signs out. */
export default class extends Controller<HTMLFormElement> {
  logout() {
    clearDrafts()
  }
}
