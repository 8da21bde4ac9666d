import { DialogHead } from "./dialog-head"

type FrameDialogProps = { frame: string; title: string }

/** A dialog that opens when its frame loads. */
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
        <DialogHead id={titleId} title={title} />
        <turbo-frame id={frame} target="_top"></turbo-frame>
      </div>
    </dialog>
  )
}
