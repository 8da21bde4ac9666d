import { Controller } from "@hotwired/stimulus"
import { clearDrafts } from "../../models/composer/drafts"

/** Clears local data on sign-out. */
export default class extends Controller<HTMLFormElement> {
  logout() {
    clearDrafts()
  }
}
