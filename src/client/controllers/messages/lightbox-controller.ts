import { Controller } from "@hotwired/stimulus"

/** Links to pictures, which open above the page instead of in its place. */
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
    const link = this.#linkAround(event.target)
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

  /** Leaves no picture behind, and the keyboard where it was. */
  reset() {
    this.#shown = null
    this.#unzoom()
    this.zoomedImageTarget.removeAttribute("src")
    this.zoomedImageTarget.alt = ""
    this.downloadTarget.removeAttribute("href")
    this.shareTarget.removeAttribute("data-web-share-files-value")
    // Not every browser gives a link the focus that was clicked, to come back to.
    this.#opener?.focus({ preventScroll: true })
    this.#opener = null
  }

  closeBeside({ target }: Event) {
    if (target === this.dialogTarget || target === this.stageTarget) this.close()
  }

  previous(event: Event) {
    this.#turn(event, -1)
  }

  next(event: Event) {
    this.#turn(event, 1)
  }

  /** Comes closer, to where it was clicked, or steps back. */
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

  #turn(event: Event, step: number) {
    // Close up, the arrows move what is seen of the picture.
    if (!this.#shown || (this.#zoomed && event instanceof KeyboardEvent)) return

    event.preventDefault()
    const others = this.#pictures
    const next = others[others.indexOf(this.#shown) + step]
    if (next) this.#show(next)
  }

  #show(link: HTMLAnchorElement) {
    this.#shown = link
    this.#unzoom()
    this.#draw(link)

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

  // What is on the page already shows until the whole picture has come.
  #draw(link: HTMLAnchorElement) {
    const small = link.querySelector("img")
    const image = this.zoomedImageTarget
    image.alt = small?.alt || link.title
    this.nameTarget.textContent = image.alt
    image.src = small?.currentSrc || link.href
    if (image.src === link.href) return

    const whole = new Image()
    whole.src = link.href
    whole.onload = () => {
      if (this.#shown === link) image.src = whole.src
    }
  }

  #unzoom() {
    this.dialogTarget.removeAttribute("data-zoomed")
  }

  get #zoomed() {
    return this.dialogTarget.hasAttribute("data-zoomed")
  }

  /** Those among which it goes to and fro: what the messages of the same list show. */
  get #pictures() {
    const list = this.#shown?.closest(".message")?.parentElement
    return this.imageTargets.filter((link) =>
      list ? list.contains(link) && link.querySelector("img") : link === this.#shown,
    )
  }

  #linkAround(target: EventTarget | null) {
    const around = target instanceof Element ? target.closest("a") : null
    return this.imageTargets.find((link) => link === around)
  }
}
