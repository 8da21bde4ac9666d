import { ShortcutsDialog } from "./shortcuts-dialog"
import { SwitcherDialog } from "./switcher-dialog"

/** The dialogs that keyboard shortcuts open on every page. */
export function KeyboardDialogs() {
  return (
    <>
      <SwitcherDialog />
      <ShortcutsDialog />
    </>
  )
}
