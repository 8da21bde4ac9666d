import { Controller } from "@hotwired/stimulus"

/** Shows on the app's icon in how many rooms something is unread. */
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
    // Browsers that have badges refuse them to pages that are not installed.
    navigator.setAppBadge?.(unread.length).catch(() => {})
  }
}
