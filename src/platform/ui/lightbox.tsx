import { Icon } from "./icon"

/** Shows the pictures of a page above it, one at a time. It stands empty until one is opened. */
export function Lightbox() {
  return (
    <dialog
      class="lightbox"
      aria-label="Image Viewer (Press escape to close)"
      data-lightbox-target="dialog"
      data-action="close->lightbox#reset click->lightbox#closeBeside keydown.left->lightbox#previous keydown.right->lightbox#next turbo:before-cache@document->lightbox#close"
    >
      <div class="lightbox__stage" data-lightbox-target="stage">
        <img
          class="lightbox__image"
          alt=""
          data-lightbox-target="zoomedImage"
          data-action="click->lightbox#zoom"
        />
      </div>
      <div class="lightbox__bar">
        <p class="lightbox__caption" aria-live="polite">
          <bdi data-lightbox-target="name"></bdi> <span data-lightbox-target="place"></span>
        </p>
        <div class="lightbox__actions">
          <Tool label="Previous picture" icon="back" action="lightbox#previous" />
          <Tool label="Next picture" icon="forward" action="lightbox#next" />
          <button
            type="button"
            class="btn btn--icon"
            title="Share file"
            hidden
            data-lightbox-target="share"
            data-controller="web-share"
            data-action="web-share#share"
          >
            <Icon name="share" />
            <span class="for-screen-reader">Share file</span>
          </button>
          <a
            class="lightbox__download btn btn--icon"
            title="Download file"
            href="/"
            download=""
            hidden
            data-lightbox-target="download"
          >
            <Icon name="download" />
            <span class="for-screen-reader">Download file</span>
          </a>
          <Tool label="Close image viewer" icon="close" action="lightbox#close" focused />
        </div>
      </div>
    </dialog>
  )
}

type ToolProps = {
  label: string
  icon: "back" | "forward" | "close"
  action: string
  focused?: boolean
}

function Tool({ label, icon, action, focused }: ToolProps) {
  return (
    <button
      type="button"
      class="btn btn--icon"
      title={label}
      autofocus={focused}
      data-lightbox-target={focused ? undefined : "turn"}
      data-action={action}
    >
      <Icon name={icon} />
      <span class="for-screen-reader">{label}</span>
    </button>
  )
}
