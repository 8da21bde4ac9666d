import type { AttachmentView } from "./attachment-view"
import { ShareButton } from "./share-button"

/** The actions for a message's file in the message's menu. */
export function AttachmentItems({ attachment }: { attachment: AttachmentView }) {
  const { filename, download } = attachment
  return (
    <>
      <a class="popup__item" href={download} download={filename} data-action="popup#close">
        Download
      </a>
      <ShareButton class="popup__item" attachment={attachment}>
        Share
      </ShareButton>
    </>
  )
}
