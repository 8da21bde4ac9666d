import type { Trx } from "../../platform/database/database"

type AppearanceHook = (trx: Trx, user: { id: number }) => void

const hooks = new Map<string, AppearanceHook>()

/** Calls `hook` in each transaction that changes somebody's name or picture; `name` identifies it. */
export function onAppearanceChanged(name: string, hook: AppearanceHook) {
  hooks.set(name, hook)
}

export function appearanceChanged(trx: Trx, user: { id: number }) {
  for (const hook of hooks.values()) hook(trx, user)
}
