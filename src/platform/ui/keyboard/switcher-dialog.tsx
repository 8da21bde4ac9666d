import { IconButton } from "../button"

export const SWITCHER_FRAME = "switcher_destinations"
export const SWITCHER_LIST = "switcher_list"

/**
 * Goes to any room or person by a few letters. It stands empty on every page, so that it is there
 * at once when it is asked for; what it offers is loaded then.
 */
export function SwitcherDialog() {
  return (
    <dialog
      id="switcher"
      class="switcher"
      aria-label="Jump to a room or person"
      data-turbo-permanent
      data-controller="switcher"
      data-action="shortcuts:jump@window->switcher#toggle turbo:before-cache@document->switcher#close click->switcher#closeOnBackdrop"
    >
      <div class="switcher__head">
        <input
          class="input switcher__input"
          type="text"
          role="combobox"
          aria-label="Room or person"
          aria-autocomplete="list"
          aria-controls={SWITCHER_LIST}
          aria-expanded="false"
          placeholder="Jump to a room or person…"
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          enterkeyhint="go"
          maxlength={100}
          data-switcher-target="input"
          data-action="input->switcher#search keydown->switcher#press"
        />
        <IconButton
          icon="close"
          label="Close"
          type="button"
          plain
          data-action="switcher#close"
          title={false}
        />
      </div>
      <turbo-frame
        id={SWITCHER_FRAME}
        target="_top"
        data-switcher-target="frame"
        data-action="turbo:frame-load->switcher#loaded click->switcher#leave"
      ></turbo-frame>
      <p class="switcher__status" role="status" data-switcher-target="status"></p>
    </dialog>
  )
}
