import { Controller } from "@hotwired/stimulus"

export type DroppedFiles = { files: File[]; folders: string[] }

/** Accepts dropped files; dropped text keeps its default action. */
export default class extends Controller<HTMLElement> {
  override disconnect() {
    this.#highlight(false)
  }

  dragenter(event: DragEvent) {
    if (accept(event)) this.#highlight(true)
  }

  dragover(event: DragEvent) {
    if (!accept(event) || !event.dataTransfer) return
    event.dataTransfer.dropEffect = "copy"
    this.#highlight(true)
  }

  // Moving between child elements is not leaving.
  dragleave({ relatedTarget }: DragEvent) {
    if (!(relatedTarget instanceof Node && this.element.contains(relatedTarget)))
      this.#highlight(false)
  }

  drop(event: DragEvent) {
    this.#highlight(false)
    if (accept(event)) this.dispatch("drop", { detail: contentOf(event) })
  }

  #highlight(highlighted: boolean) {
    this.element.toggleAttribute("data-dropping", highlighted)
  }
}

/** Images dragged from the page itself also carry a file, which must not be uploaded. */
let draggingFromPage = false
addEventListener("dragstart", () => {
  draggingFromPage = true
})
addEventListener("dragend", () => {
  draggingFromPage = false
})

// A file dropped elsewhere would open instead of the page, and unsent text would be lost.
addEventListener("dragover", rejectFiles)
addEventListener("drop", rejectFiles)

function rejectFiles(event: DragEvent) {
  if (event.defaultPrevented || !holdsFiles(event) || isFileField(event.target)) return
  event.preventDefault()
  if (event.dataTransfer) event.dataTransfer.dropEffect = "none"
}

function accept(event: DragEvent) {
  if (!holdsFiles(event)) return false
  event.preventDefault()
  event.stopPropagation()
  return true
}

const holdsFiles = ({ dataTransfer }: DragEvent) =>
  !draggingFromPage && (dataTransfer?.types.includes("Files") ?? false)

const isFileField = (target: EventTarget | null) =>
  target instanceof HTMLInputElement && target.type === "file"

/** Browsers list a folder as an unreadable file, so folders are told apart by their entries. */
function contentOf({ dataTransfer }: DragEvent): DroppedFiles {
  const folders = [...(dataTransfer?.items ?? [])]
    .filter(({ kind }) => kind === "file")
    .map((item) => item.webkitGetAsEntry())
    .flatMap((entry) => (entry?.isDirectory ? [entry.name] : []))
  const files = [...(dataTransfer?.files ?? [])].filter(({ name }) => !folders.includes(name))
  return { files, folders }
}
