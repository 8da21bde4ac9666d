import { Extension } from "@37signals/lexxy"

// Tools for documents that a chat message does not need.
const REMOVED_TOOLS = [
  "[name=image]",
  "[name=file]",
  "[name=underline]",
  "lexxy-highlight-dropdown",
  "[name=table]",
  "[name=divider]",
  "[name=undo]",
  "[name=redo]",
].join()

/** Reduces the toolbar to the formats of a message, with one heading level. */
export class ShortToolbar extends Extension {
  override initializeToolbar(toolbar: HTMLElement) {
    for (const tool of toolbar.querySelectorAll(REMOVED_TOOLS)) tool.remove()
    toolbar.querySelector("lexxy-toolbar-dropdown:has([name=format])")?.replaceWith(this.#heading())
  }

  #heading() {
    const button = document.createElement("button")
    button.type = "button"
    button.name = "heading"
    button.title = "Heading"
    button.className = "lexxy-editor__toolbar-button"
    button.textContent = "H"
    button.addEventListener("click", () => this.#toggleHeading(button))
    return button
  }

  #toggleHeading(button: HTMLElement) {
    const { editor, contents } = this.editorElement
    const inHeading = button.ariaPressed === "true"
    editor?.update(() =>
      inHeading ? contents.applyParagraphFormat() : contents.applyHeadingFormat("h1"),
    )
    this.editorElement.focus()
  }
}
