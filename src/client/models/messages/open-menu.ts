const OPEN = ".message__actions[open]"
const ITEMS = "summary, a, button"

/**
 * Remembers the open menu of a row and its focused item, before a stream replaces the row.
 *
 * @returns a function that opens the menu in the new row
 */
export function rememberOpenMenu(row: Element): (newRow: Element | null) => void {
  const menu = row.querySelector(OPEN)
  if (!menu) return () => {}

  const place = itemsIn(menu).findIndex((item) => item.matches(":focus"))
  return (newRow) => {
    const next = newRow?.querySelector<HTMLDetailsElement>(".message__actions")
    if (!next) return
    next.open = true
    if (place >= 0) itemsIn(next).at(place)?.focus()
  }
}

const itemsIn = (menu: Element) => [...menu.querySelectorAll<HTMLElement>(ITEMS)]
