const MARGIN = 8
const GAP = 4
/** The space that a menu below its button needs, as custom styles may rely on the class. */
const MIN_SPACE_BELOW = 90
const ABOVE = "popup-orientation-top"

/**
 * Places the menu at its button: towards the middle of the list, and above the button where there is
 * no room below. The menu is in the browser's top layer, so no scrolling list clips it.
 */
export function placeMenu(menu: HTMLElement, details: HTMLElement) {
  const button = details.getBoundingClientRect()
  menu.style.removeProperty("--max-height")
  const { width, height } = menu.getBoundingClientRect()
  const below = innerHeight - button.bottom - GAP
  const above = button.top - GAP - MARGIN
  const upwards = height > below - MIN_SPACE_BELOW && above > below
  const room = upwards ? above : below - MARGIN
  const top = upwards ? button.top - GAP - Math.min(height, room) : button.bottom + GAP

  details.classList.toggle(ABOVE, upwards)
  menu.style.setProperty("--max-height", `${room}px`)
  menu.style.top = `${top}px`
  menu.style.left = `${clamp(startsAtLeft(details) ? button.left : button.right - width, width)}px`
}

/** Whether the menu extends to the right: that of an own message does, in left-to-right text. */
function startsAtLeft(details: HTMLElement) {
  const own = details.closest(".message--me") !== null
  return own === (getComputedStyle(details).direction === "ltr")
}

function clamp(left: number, width: number) {
  const end = document.documentElement.clientWidth - MARGIN - width
  return Math.max(MARGIN, Math.min(left, end))
}
