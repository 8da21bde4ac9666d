import type { Child } from "hono/jsx"
import type { AttachmentView } from "./attachment-view"

type Props = {
  attachment: AttachmentView
  class: string
  title?: string
  children: Child
}

/** Shares the file with the device's other apps; the browser shows the button where it supports that. */
export function ShareButton({ attachment, class: name, title, children }: Props) {
  return (
    <button
      type="button"
      class={name}
      title={title}
      hidden
      data-controller="web-share"
      data-web-share-title-value={attachment.filename}
      data-web-share-files-value={attachment.path}
      data-action="web-share#share"
    >
      {children}
    </button>
  )
}
