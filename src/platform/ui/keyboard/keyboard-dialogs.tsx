import { ShortcutsDialog } from "./shortcuts-dialog"
import { SwitcherDialog } from "./switcher-dialog"

/** What keys open on every page of somebody signed in. */
export function KeyboardDialogs() {
  return (
    <>
      <SwitcherDialog />
      <ShortcutsDialog />
    </>
  )
}
