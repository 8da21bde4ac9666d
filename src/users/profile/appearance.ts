import type { Trx } from "../../platform/database/database"

type RenderForm = (trx: Trx, user: { id: number }) => void

const listeners = new Map<string, RenderForm>()

/** Has `listener` called when somebody's name or picture changes; `name` says who asked. */
export function onAppearanceChanged(name: string, renderForm: RenderForm) {
  listeners.set(name, listener)
}

export function appearanceChanged(trx: Trx, user: { id: number }) {
  for (const listener of listeners.values()) listener(trx, user)
}
