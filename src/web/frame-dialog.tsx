import { Icon } from "./icon"

type FrameDialogProps = { frame: string; title: string }

/** A sheet that opens with what its frame is asked to load. */
export function FrameDialog({ frame, title }: FrameDialogProps) {
  const titleId = `${frame}_title`
  return (
    <dialog
      class="dialog"
      aria-labelledby={titleId}
      data-controller="frame-dialog"
      data-action="turbo:frame-load->frame-dialog#open click->frame-dialog#closeOnBackdrop turbo:before-cache@document->frame-dialog#close"
    >
      <div class="dialog__content">
        <div class="dialog__head">
          <h2 id={titleId} class="dialog__title">
            {title}
          </h2>
          <form method="dialog">
            <button type="submit" class="btn btn--icon btn--plain">
              <Icon name="close" />
              <span class="for-screen-reader">Close</span>
            </button>
          </form>
        </div>
        <turbo-frame id={frame} target="_top"></turbo-frame>
      </div>
    </dialog>
  )
}
