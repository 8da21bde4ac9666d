import type { Trx } from "../../platform/database/database"

type Redraw = (trx: Trx, user: { id: number }) => void

const redraws = new Map<string, Redraw>()

/** Has `redraw` called when somebody's name or picture changes; `name` says who asked. */
export function onAppearanceChanged(name: string, redraw: Redraw) {
  redraws.set(name, redraw)
}

export function appearanceChanged(trx: Trx, user: { id: number }) {
  for (const redraw of redraws.values()) redraw(trx, user)
}
