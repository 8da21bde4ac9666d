import { IconButton, IconLink } from "./button"

/** Shows one picture of the page at a time, over the page. The browser fills it in. */
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
          <IconButton
            icon="share"
            label="Share file"
            type="button"
            hidden
            data-lightbox-target="share"
            data-controller="web-share"
            data-action="web-share#share"
          />
          <IconLink
            icon="download"
            label="Download file"
            class="lightbox__download"
            href="/"
            download=""
            hidden
            data-lightbox-target="download"
          />
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
    <IconButton
      type="button"
      icon={icon}
      label={label}
      autofocus={focused}
      data-lightbox-target={focused ? undefined : "turn"}
      data-action={action}
    />
  )
}
