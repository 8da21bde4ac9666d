import { Controller } from "@hotwired/stimulus"

/** Shows the number of unread rooms as the app's badge. */
export default class extends Controller<HTMLElement> {
  static override targets = ["unread"]
  static classes = ["unread"]

  declare readonly unreadTargets: HTMLElement[]
  declare readonly unreadClass: string

  override connect() {
    this.update()
  }

  update() {
    const unread = this.unreadTargets.filter((row) => row.classList.contains(this.unreadClass))
    // Browsers reject badges for pages that are not installed.
    navigator.setAppBadge?.(unread.length).catch(() => {})
  }
}
