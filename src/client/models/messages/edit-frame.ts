import { domId } from "../../../platform/ui/dom-id"
import { notify } from "../../page/html"
import { clientIdOf, pathOf, updatedAt } from "./message"
import { isBeingEdited, replaceExceptFields } from "./unsaved-edits"

/** Opens the editor of `message` in its place; the rest of the message is hidden meanwhile. */
export function openEditor(message: HTMLElement) {
  const id = domId("message", clientIdOf(message), "edit")
  if (document.getElementById(id)) return

  const frame = document.createElement("turbo-frame")
  frame.id = id
  frame.className = "message__frame"
  frame.setAttribute("src", `${pathOf(message)}/edit`)
  frame.addEventListener("turbo:before-frame-render", (event) => closeAfterSaving(frame, event))
  frame.addEventListener("turbo:frame-missing", (event) => closeWithoutEditor(frame, event))
  message.append(frame)
}

/** The answer to a saved edit holds the message instead of the editor. */
function closeAfterSaving(frame: HTMLElement, event: BeforeFrameRenderEvent) {
  if (event.target !== frame) return
  const { render } = event.detail
  event.detail.render = (current, next) => {
    if (next.querySelector(".message-edit")) return render(current, next)
    const message = frame.closest<HTMLElement>(".message")
    const saved = next.querySelector<HTMLElement>(".message")
    frame.remove()
    if (message && saved) showSaved(message, saved)
  }
}

// The stream of the edit usually comes first, and may be of a later edit.
function showSaved(message: HTMLElement, saved: HTMLElement) {
  if (updatedAt(saved) <= updatedAt(message)) return
  if (isBeingEdited(message)) replaceExceptFields(message, saved)
  else message.replaceWith(saved)
}

function closeWithoutEditor(frame: HTMLElement, event: Event) {
  if (event.target !== frame || frame.querySelector(".message-edit")) return
  event.preventDefault()
  frame.remove()
  notify("This message can’t be edited: it may be deleted, or you are signed out. Reload the page.")
}
