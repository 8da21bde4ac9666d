import { Controller } from "@hotwired/stimulus"

export type Dropped = { files: File[]; folders: string[] }

/** Takes files that are dropped on it; text goes where it was dropped. */
export default class extends Controller<HTMLElement> {
  override disconnect() {
    this.#light(false)
  }

  dragenter(event: DragEvent) {
    if (take(event)) this.#light(true)
  }

  dragover(event: DragEvent) {
    if (!take(event) || !event.dataTransfer) return
    event.dataTransfer.dropEffect = "copy"
    this.#light(true)
  }

  // From child to child it is still above.
  dragleave({ relatedTarget }: DragEvent) {
    if (!(relatedTarget instanceof Node && this.element.contains(relatedTarget))) this.#light(false)
  }

  drop(event: DragEvent) {
    this.#light(false)
    if (take(event)) this.dispatch("drop", { detail: droppedBy(event) })
  }

  #light(lit: boolean) {
    this.element.toggleAttribute("data-dropping", lit)
  }
}

/** Pictures of the page itself come with a file, too, and are at home already. */
let startedHere = false
addEventListener("dragstart", () => {
  startedHere = true
})
addEventListener("dragend", () => {
  startedHere = false
})

// A file that misses its target would take the page's place, and with it what was being written.
addEventListener("dragover", refuse)
addEventListener("drop", refuse)

function refuse(event: DragEvent) {
  if (event.defaultPrevented || !holdsFiles(event) || isFileField(event.target)) return
  event.preventDefault()
  if (event.dataTransfer) event.dataTransfer.dropEffect = "none"
}

function take(event: DragEvent) {
  if (!holdsFiles(event)) return false
  event.preventDefault()
  event.stopPropagation()
  return true
}

const holdsFiles = ({ dataTransfer }: DragEvent) =>
  !startedHere && (dataTransfer?.types.includes("Files") ?? false)

const isFileField = (target: EventTarget | null) =>
  target instanceof HTMLInputElement && target.type === "file"

/** Browsers hand out a folder as a file that nobody can read. */
function droppedBy({ dataTransfer }: DragEvent): Dropped {
  const folders = [...(dataTransfer?.items ?? [])]
    .filter(({ kind }) => kind === "file")
    .map((item) => item.webkitGetAsEntry())
    .flatMap((entry) => (entry?.isDirectory ? [entry.name] : []))
  const files = [...(dataTransfer?.files ?? [])].filter(({ name }) => !folders.includes(name))
  return { files, folders }
}
