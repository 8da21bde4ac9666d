import { Controller } from "@hotwired/stimulus"
import { forgetDrafts } from "../../models/composer/drafts"

/** Leaves nothing behind of whoever signs out. */
export default class extends Controller<HTMLFormElement> {
  logout() {
    forgetDrafts()
  }
}
