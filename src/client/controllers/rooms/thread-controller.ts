import { Controller } from "@hotwired/stimulus"
import { visit } from "@hotwired/turbo"
import { domId } from "../../../platform/ui/dom-id"
import { Current } from "../../page/current"
import { notify } from "../../page/html"
import { isComposing } from "../../page/keys"

const TAKES_ESCAPE =
  'dialog[open], details[open]:is(.message__actions, [data-controller~="popup"]), .lexxy-prompt-menu--visible'

const COMPOSER = "#composer :is(textarea, lexxy-editor:not(:has(textarea)))"

/** A thread beside its room, or alone: shuts it, and keeps what it starts with as it is in the room. */
export default class extends Controller<HTMLElement> {
  static override targets = ["root"]
  static override values = { message: String, list: String, room: Number }

  declare readonly rootTarget: HTMLElement
  declare readonly hasRootTarget: boolean
  declare readonly messageValue: string
  declare readonly listValue: string
  /** The room of the message, not the thread's own. */
  declare readonly roomValue: number

  /** Sees the key before what it will close, and leaves it to that. */
  escape(event: KeyboardEvent) {
    if (event.defaultPrevented || isComposing(event) || !this.#stands) return
    if (this.element.querySelector(TAKES_ESCAPE) || isElsewhere(event.target)) return
    event.preventDefault()
    this.#shut()
  }

  close(event: Event) {
    if (!this.#stands) return
    event.preventDefault()
    this.#shut()
  }

  /** What the thread starts with is here a second time: what happens to the first happens to it. */
  follow({ detail: { newStream } }: BeforeStreamRenderEvent) {
    const { action, target, templateElement } = newStream
    if (target === this.messageValue && action === "remove") return this.#end()
    if (target === domId("room", this.roomValue, "messages") && isRoomGone(newStream))
      return this.#leave(templateElement)
    if (target === `thread_summary_${this.messageValue}`) this.#learnRoom(templateElement)
    if (target === this.listValue && action === "append" && isMine(templateElement))
      this.#askInvolvement()

    const presentation = `presentation_${this.messageValue}`
    if (target !== presentation && target !== this.messageValue) return
    const now = templateElement?.content.getElementById(presentation)
    const here = this.rootTarget.querySelector(".message__presentation")
    if (now) here?.replaceChildren(...now.cloneNode(true).childNodes)
  }

  // A thread gets its room with the first reply. A panel that was open before takes it from the
  // summary, which also says by which stream its messages come.
  #learnRoom({ content }: HTMLTemplateElement) {
    const summary = content.querySelector<HTMLElement>(".thread-summary__link")
    const { roomId, stream } = summary?.dataset ?? {}
    const area = this.element.querySelector<HTMLElement>("#thread-area")
    if (!roomId || !stream || !area || area.dataset.presenceRoomIdValue) return

    const source = document.createElement("turbo-cable-stream-source")
    source.setAttribute("channel", "RoomMessagesChannel")
    source.setAttribute("signed-stream-name", stream)
    area.append(source)
    area.dataset.presenceRoomIdValue = roomId
    const composer = this.element.querySelector<HTMLElement>("#thread-composer")
    if (composer) {
      delete composer.dataset.typingNotificationsMessageValue
      composer.dataset.typingNotificationsRoomValue = roomId
    }
    this.dispatch("started", { detail: { list: this.listValue } })
  }

  // Whoever answers follows from then on, which the button has to say. The answer comes twice, as
  // the reply and by the stream: to ask again would break off what is on its way.
  #askInvolvement() {
    const frame = document.querySelector<FrameElement>("#thread_involvement")
    const form = frame?.querySelector("form")
    if (!frame || !form) return
    const path = new URL(form.action).pathname
    if (frame.src !== path) frame.src = path
  }

  #end() {
    notify("The message was deleted, and its thread with it.")
    if (this.#stands) this.#shut()
    else
      visit(
        this.element.querySelector<HTMLAnchorElement>("[data-action~='thread#close']")?.href ?? "/",
      )
  }

  // The room says it in its own list; on a page of its own the thread has to.
  #leave({ content }: HTMLTemplateElement) {
    if (this.#stands) this.#shut()
    else this.element.replaceChildren(content.cloneNode(true))
  }

  // The keyboard goes back to where the thread is opened from.
  #shut() {
    const frame = this.element.closest("turbo-frame")
    const message = CSS.escape(this.messageValue)
    const next = [`#thread_summary_${message} a`, `#${message} .message__options-btn`, COMPOSER]
      .map((place) => document.querySelector<HTMLElement>(place))
      .find((place) => place?.checkVisibility())
    frame?.removeAttribute("src")
    frame?.replaceChildren()
    next?.focus()
  }

  /** It stands beside its room: otherwise there is nothing that shutting it would show. */
  get #stands() {
    return document.getElementById("message-area") !== null
  }
}

/** The room was deleted, or its reader removed from it. */
const isRoomGone = ({ action, templateElement }: StreamElement) =>
  action === "update" && templateElement.content.querySelector(".room-gone") !== null

function isMine({ content }: HTMLTemplateElement) {
  return content.querySelector(`.message[data-user-id="${Current.user.id}"]`) !== null
}

// A field of its own, such as that of an edit, has an Escape of its own.
function isElsewhere(target: EventTarget | null) {
  return (
    target instanceof HTMLElement &&
    target.closest("input, textarea, lexxy-editor, turbo-frame form") !== null &&
    target.closest("#thread-composer") === null
  )
}
