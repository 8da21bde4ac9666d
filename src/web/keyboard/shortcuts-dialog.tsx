import { Icon } from "../icon"

export const SHORTCUTS_FRAME = "shortcuts_list"

/** The sheet of shortcuts; what stands on it is loaded when it is first seen. */
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
        <div class="dialog__head">
          <h2 id="shortcuts_title" class="dialog__title">
            Keyboard shortcuts
          </h2>
          <form method="dialog">
            <button type="submit" class="btn btn--icon btn--plain">
              <Icon name="close" />
              <span class="for-screen-reader">Close</span>
            </button>
          </form>
        </div>
        <turbo-frame id={SHORTCUTS_FRAME} src="/shortcuts" loading="lazy"></turbo-frame>
      </div>
    </dialog>
  )
}
