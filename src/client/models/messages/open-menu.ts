const OPEN = ".message__actions[open]"
const ITEMS = "summary, a, button"

/**
 * Notes which menu of a row is open and where the keyboard is in it, so that its reader can go on
 * when somebody else's change has put a new row in the place of the old one.
 *
 * @returns what opens the new row's menu likewise
 */
export function rememberOpenMenu(row: Element): (renewed: Element | null) => void {
  const menu = row.querySelector(OPEN)
  if (!menu) return () => {}

  const place = itemsIn(menu).findIndex((item) => item.matches(":focus"))
  return (renewed) => {
    const next = renewed?.querySelector<HTMLDetailsElement>(".message__actions")
    if (!next) return
    next.open = true
    if (place >= 0) itemsIn(next).at(place)?.focus()
  }
}

const itemsIn = (menu: Element) => [...menu.querySelectorAll<HTMLElement>(ITEMS)]
