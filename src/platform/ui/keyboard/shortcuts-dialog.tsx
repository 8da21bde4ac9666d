import { DialogHead } from "../dialog-head"

export const SHORTCUTS_FRAME = "shortcuts_list"

/** The dialog of shortcuts, loaded when it is first opened. */
export function ShortcutsDialog() {
  return (
    <dialog
      id="shortcuts"
      class="dialog"
      aria-labelledby="shortcuts_title"
      data-shortcuts-target="sheet"
      data-action="click->shortcuts#closeOnBackdrop turbo:before-cache@document->shortcuts#closeSheet"
    >
      <div class="dialog__content">
        <DialogHead id="shortcuts_title" title="Keyboard shortcuts" />
        <turbo-frame id={SHORTCUTS_FRAME} src="/shortcuts" loading="lazy"></turbo-frame>
      </div>
    </dialog>
  )
}
