import { Controller } from "@hotwired/stimulus"

/** Opens linked pictures in a dialog. */
export default class extends Controller<HTMLElement> {
  static override targets = [
    "dialog",
    "download",
    "image",
    "name",
    "place",
    "share",
    "stage",
    "turn",
    "zoomedImage",
  ]

  declare readonly dialogTarget: HTMLDialogElement
  declare readonly downloadTarget: HTMLAnchorElement
  declare readonly imageTargets: HTMLAnchorElement[]
  declare readonly nameTarget: HTMLElement
  declare readonly placeTarget: HTMLElement
  declare readonly shareTarget: HTMLElement
  declare readonly stageTarget: HTMLElement
  declare readonly turnTargets: HTMLElement[]
  declare readonly zoomedImageTarget: HTMLImageElement

  #opener: HTMLAnchorElement | null = null
  #shown: HTMLAnchorElement | null = null

  open(event: MouseEvent) {
    const link = this.#linkOf(event.target)
    if (
      !link ||
      event.defaultPrevented ||
      event.ctrlKey ||
      event.metaKey ||
      event.shiftKey ||
      event.altKey
    )
      return

    event.preventDefault()
    this.#opener = link
    this.#show(link)
    this.dialogTarget.showModal()
  }

  close() {
    this.dialogTarget.close()
  }

  /** Clears the dialog and returns the focus to the link. */
  reset() {
    this.#shown = null
    this.#unzoom()
    this.zoomedImageTarget.removeAttribute("src")
    this.zoomedImageTarget.alt = ""
    this.downloadTarget.removeAttribute("href")
    this.shareTarget.removeAttribute("data-web-share-files-value")
    // Safari does not focus a clicked link, so the dialog cannot restore the focus itself.
    this.#opener?.focus({ preventScroll: true })
    this.#opener = null
  }

  closeBeside({ target }: Event) {
    if (target === this.dialogTarget || target === this.stageTarget) this.close()
  }

  previous(event: Event) {
    this.#step(event, -1)
  }

  next(event: Event) {
    this.#step(event, 1)
  }

  /** Zooms in at the clicked point, or out again. */
  zoom({ offsetX, offsetY }: MouseEvent) {
    if (this.#zoomed) return this.#unzoom()

    const { zoomedImageTarget: image, stageTarget: stage } = this
    const { clientWidth, clientHeight } = image
    if (image.naturalWidth <= clientWidth) return

    this.dialogTarget.toggleAttribute("data-zoomed", true)
    stage.scrollTo({
      left: (offsetX / clientWidth) * image.clientWidth - stage.clientWidth / 2,
      top: (offsetY / clientHeight) * image.clientHeight - stage.clientHeight / 2,
      behavior: "instant",
    })
  }

  #step(event: Event, step: number) {
    // While zoomed, arrow keys scroll the picture.
    if (!this.#shown || (this.#zoomed && event instanceof KeyboardEvent)) return

    event.preventDefault()
    const pictures = this.#pictures
    const next = pictures[pictures.indexOf(this.#shown) + step]
    if (next) this.#show(next)
  }

  #show(link: HTMLAnchorElement) {
    this.#shown = link
    this.#unzoom()
    this.#load(link)

    const { lightboxUrlValue: file = "" } = link.dataset
    this.downloadTarget.href = file
    this.downloadTarget.hidden = file === ""
    this.shareTarget.dataset.webShareFilesValue = file
    this.shareTarget.hidden = file === "" || !("canShare" in navigator)

    const all = this.#pictures
    const several = all.length > 1
    this.placeTarget.textContent = several ? `${all.indexOf(link) + 1} of ${all.length}` : ""
    for (const button of this.turnTargets) button.hidden = !several
  }

  // Shows the thumbnail until the full picture has loaded.
  #load(link: HTMLAnchorElement) {
    const thumbnail = link.querySelector("img")
    const image = this.zoomedImageTarget
    image.alt = thumbnail?.alt || link.title
    this.nameTarget.textContent = image.alt
    image.src = thumbnail?.currentSrc || link.href
    if (image.src === link.href) return

    const full = new Image()
    full.src = link.href
    full.onload = () => {
      if (this.#shown === link) image.src = full.src
    }
  }

  #unzoom() {
    this.dialogTarget.removeAttribute("data-zoomed")
  }

  get #zoomed() {
    return this.dialogTarget.hasAttribute("data-zoomed")
  }

  /** The pictures of the same message list. */
  get #pictures() {
    const list = this.#shown?.closest(".message")?.parentElement
    return this.imageTargets.filter((link) =>
      list ? list.contains(link) && link.querySelector("img") : link === this.#shown,
    )
  }

  #linkOf(target: EventTarget | null) {
    const around = target instanceof Element ? target.closest("a") : null
    return this.imageTargets.find((link) => link === around)
  }
}
