import { Controller } from "@hotwired/stimulus"

/** A link to a picture, which opens above the page instead of in its place. */
export default class extends Controller<HTMLAnchorElement> {
  open(event: MouseEvent) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return

    event.preventDefault()
    const dialog = draw(this.element)
    dialog.addEventListener("close", () => dialog.remove())
    dialog.addEventListener("click", ({ target }) => {
      if (target === dialog) dialog.close()
    })
    document.body.append(dialog)
    dialog.showModal()
  }
}

function draw(link: HTMLAnchorElement) {
  const dialog = document.createElement("dialog")
  dialog.className = "lightbox"
  dialog.setAttribute("aria-label", "Image Viewer (Press escape to close)")
  // What is cached of the page must not bring an open dialog back.
  dialog.dataset.turboTemporary = ""

  const image = document.createElement("img")
  image.className = "lightbox__image"
  image.src = link.pathname
  image.alt = link.title

  const actions = document.createElement("form")
  actions.className = "lightbox__actions"
  actions.method = "dialog"
  const close = document.createElement("button")
  close.className = "btn"
  close.textContent = "Close image viewer"
  actions.append(close)

  dialog.append(image, actions)
  return dialog
}
