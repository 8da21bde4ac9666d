import { Controller } from "@hotwired/stimulus"
import { loadEditor, loadEditorSoon } from "../editor-loader"
import { draftOf, keepDraft } from "../models/drafts"
import { MessageField } from "../models/message-field"
import { type Letter, send } from "../models/outbox"
import { uuid } from "../uuid"
import type MessagesController from "./messages-controller"

/** Where messages are written: each shows at once and goes on its way, and the next can begin. */
export default class extends Controller<HTMLFormElement> {
  static override targets = ["clientid", "fields", "text"]
  static override values = { roomId: Number, list: String }
  static classes = ["toolbar"]
  static override outlets = ["messages"]

  declare readonly clientidTarget: HTMLInputElement
  declare readonly fieldsTarget: HTMLFieldSetElement
  declare readonly textTarget: HTMLElement
  declare readonly roomIdValue: number
  /** The id of the list in which it shows what was written: the room's own, or a thread's. */
  declare readonly listValue: string
  declare readonly toolbarClass: string
  declare readonly messagesOutlet: MessagesController
  declare readonly hasMessagesOutlet: boolean

  #field!: MessageField

  override connect() {
    this.#field = new MessageField(this.textTarget)
    this.#field.html = draftOf(this.listValue)
    this.clientidTarget.value = uuid()
    if (!touch()) this.#field.focus()
    loadEditorSoon()
  }

  submit(event: Event) {
    event.preventDefault()
    this.#send()
  }

  submitByKeyboard(event: KeyboardEvent) {
    if (event.key !== "Enter" || composing(event) || !isText(event.target)) return
    if (!(event.ctrlKey || event.metaKey) && this.#entersNewline(event)) return

    event.preventDefault()
    event.stopImmediatePropagation()
    this.#send()
  }

  toggleToolbar() {
    loadEditor()
    this.#showToolbar(!this.#toolbarShown)
    this.#field.focus()
  }

  /** The editor has arrived. */
  takeOver() {
    this.#field.takeOver()
  }

  hurry() {
    loadEditor()
  }

  composition(event: Event) {
    this.#field.composition(event)
  }

  saveDraft() {
    keepDraft(this.listValue, this.#field.isBlank ? "" : this.#field.html)
  }

  online() {
    this.fieldsTarget.disabled = false
  }

  // Only sending stops: what is being written stays, and can go on being written.
  offline() {
    this.fieldsTarget.disabled = true
  }

  #send() {
    if (this.fieldsTarget.disabled || this.#field.isBlank) return

    const letter = {
      clientId: this.clientidTarget.value,
      html: this.#field.html,
      plain: this.#field.text,
      url: this.element.action,
      listId: this.listValue,
    }
    this.#showAndSend(letter)
    this.#startNext()
  }

  // Shown first: what the server answers then finds its place.
  async #showAndSend(letter: Letter) {
    try {
      if (this.hasMessagesOutlet) await this.messagesOutlet.show(letter)
    } finally {
      send(letter)
    }
  }

  #startNext() {
    this.clientidTarget.value = uuid()
    this.#field.html = ""
    this.saveDraft()
    this.#showToolbar(false)
    this.#field.focus()
  }

  #entersNewline({ shiftKey, altKey }: KeyboardEvent) {
    return shiftKey || altKey || this.#toolbarShown || this.#field.asksForKeys || touch()
  }

  #showToolbar(shown: boolean) {
    this.element.classList.toggle(this.toolbarClass, shown)
    this.element
      .querySelector('[data-action~="composer#toggleToolbar"]')
      ?.setAttribute("aria-expanded", String(shown))
  }

  get #toolbarShown() {
    return this.element.classList.contains(this.toolbarClass)
  }
}

// Safari ends a composition before its last Enter, which only the old code tells apart.
function composing({ isComposing, keyCode }: KeyboardEvent) {
  return isComposing || keyCode === 229
}

// The toolbar's fields and buttons lie in the editor too, and have an Enter of their own.
function isText(target: EventTarget | null) {
  return (
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLElement && target.isContentEditable)
  )
}

function touch() {
  return matchMedia("(pointer: coarse)").matches
}
