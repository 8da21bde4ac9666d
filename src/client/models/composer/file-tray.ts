import { loadDeferredStyles } from "../../page/deferred-styles"
import { addPickedFiles, pickedFiles, removePickedFile, takePickedFiles } from "./picked-files"

type FileTrayElements = {
  list: HTMLElement
  /** Cloned for each file. */
  template: HTMLTemplateElement
  /** Shows why files were rejected. */
  notice: HTMLElement
}

type Selection = { files: readonly File[]; folders?: readonly string[] }

/** The list of picked files that the next submit sends. */
export class FileTray {
  #rows = new Map<File, HTMLElement>()

  constructor(
    readonly elements: FileTrayElements,
    /** The id of the message list: the key under which picked files survive a visit. */
    readonly list: string,
  ) {
    this.#render()
  }

  get isEmpty() {
    return pickedFiles(this.list).length === 0
  }

  add({ files, folders = [] }: Selection, mostBytes: number) {
    if (files.length + folders.length === 0) return
    const errors = [addPickedFiles(this.list, files, mostBytes), folderError(folders)]
    this.#showError(errors.filter(Boolean).join(" "))
    this.#render()
  }

  /** @param button the button in the file's row */
  remove(button: Element) {
    const [file, row] = [...this.#rows].find(([, row]) => row.contains(button)) ?? []
    if (!file || !row) return

    focusNeighbour(row)
    removePickedFile(this.list, file)
    this.#showError("")
    this.#render()
    import("./previews").then(({ releasePreview }) => releasePreview(file))
  }

  takeAll() {
    const files = takePickedFiles(this.list)
    this.#showError("")
    this.#render()
    return files
  }

  #showError(error: string) {
    this.elements.notice.textContent = error
  }

  // Existing rows are reused, so the focus stays.
  #render() {
    const rows = pickedFiles(this.list).map(
      (file) => [file, this.#rows.get(file) ?? this.#renderRow(file)] as const,
    )
    this.#rows = new Map(rows)
    this.elements.list.replaceChildren(...this.#rows.values())
    if (!this.isEmpty) loadDeferredStyles()
  }

  #renderRow(file: File) {
    const row = document.createElement("li")
    row.append(document.importNode(this.elements.template.content, true))
    const button = row.querySelector("button")
    if (button) button.ariaLabel = button.title = `Remove ${file.name}`
    row.querySelector("bdi")?.append(file.name)
    this.#showPreview(row, file)
    return row
  }

  async #showPreview(row: HTMLElement, file: File) {
    const { loadPreview } = await import("./previews")
    const preview = await loadPreview(file)
    if (!preview) return

    const picture = new Image()
    picture.src = preview.url
    picture.alt = ""
    row.querySelector(".picked-file__picture")?.replaceChildren(picture)
  }
}

/** Moves the focus to a neighbour before the row is removed. */
function focusNeighbour(row: HTMLElement) {
  const neighbour = row.nextElementSibling ?? row.previousElementSibling
  neighbour?.querySelector("button")?.focus()
}

function folderError([first, ...others]: readonly string[]) {
  if (first === undefined) return ""
  const which = others.length > 0 ? `${others.length + 1} folders` : `The folder “${first}”`
  return `${which} can’t be sent: pick the files in it, or make a zip file of it.`
}
