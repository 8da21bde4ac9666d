import { loadDeferredStyles } from "../../page/deferred-styles"
import { addPickedFiles, pickedFiles, removePickedFile, takePickedFiles } from "./picked-files"

type FileTrayElements = {
  /** Where the files are listed, and what is cloned for each. */
  list: HTMLElement
  template: HTMLTemplateElement
  /** Where it is said what could not be taken. */
  notice: HTMLElement
}

type Selection = { files: readonly File[]; folders?: readonly string[] }

/** The files that go with the next message: picked, listed by name, taken back or sent. */
export class FileTray {
  #rows = new Map<File, HTMLElement>()

  constructor(
    readonly parts: FileTrayElements,
    /** Its id, by which the files are found again after a look into another room. */
    readonly list: string,
  ) {
    this.#draw()
  }

  get isEmpty() {
    return pickedFiles(this.list).length === 0
  }

  add({ files, folders = [] }: Selection, mostBytes: number) {
    if (files.length + folders.length === 0) return
    const complaints = [addPickedFiles(this.list, files, mostBytes), folderError(folders)]
    this.#say(complaints.filter(Boolean).join(" "))
    this.#draw()
  }

  /** @param button what stands for the file */
  remove(button: Element) {
    const [file, row] = [...this.#rows].find(([, row]) => row.contains(button)) ?? []
    if (!file || !row) return

    focusNeighbour(row)
    removePickedFile(this.list, file)
    this.#say("")
    this.#draw()
    import("./previews").then(({ releasePreview }) => releasePreview(file))
  }

  take() {
    const files = takePickedFiles(this.list)
    this.#say("")
    this.#draw()
    return files
  }

  #say(complaint: string) {
    this.parts.notice.textContent = complaint
  }

  // Rows that were there stay, and with them the keyboard's place.
  #draw() {
    const rows = pickedFiles(this.list).map(
      (file) => [file, this.#rows.get(file) ?? this.#rowOf(file)] as const,
    )
    this.#rows = new Map(rows)
    this.parts.list.replaceChildren(...this.#rows.values())
    if (!this.isEmpty) loadDeferredStyles()
  }

  #rowOf(file: File) {
    const row = document.createElement("li")
    row.append(document.importNode(this.parts.template.content, true))
    const button = row.querySelector("button")
    if (button) button.ariaLabel = button.title = `Remove ${file.name}`
    row.querySelector("bdi")?.append(file.name)
    this.#showPicture(row, file)
    return row
  }

  async #showPicture(row: HTMLElement, file: File) {
    const { loadPreview } = await import("./previews")
    const preview = await loadPreview(file)
    if (!preview) return

    const picture = new Image()
    picture.src = preview.url
    picture.alt = ""
    row.querySelector(".picked-file__picture")?.replaceChildren(picture)
  }
}

/** Leaves a row for its neighbour, before it goes with the keyboard's place. */
function focusNeighbour(row: HTMLElement) {
  const neighbour = row.nextElementSibling ?? row.previousElementSibling
  neighbour?.querySelector("button")?.focus()
}

function folderError([first, ...others]: readonly string[]) {
  if (first === undefined) return ""
  const which = others.length > 0 ? `${others.length + 1} folders` : `The folder “${first}”`
  return `${which} can’t be sent: pick the files in it, or make a zip file of it.`
}
