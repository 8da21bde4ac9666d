import { Controller } from "@hotwired/stimulus"
import { loadEditor, loadEditorSoon } from "../../editor-loader"
import { confirmMassMention } from "../../models/composer/attachments"
import { loadDraft, storeDraft } from "../../models/composer/drafts"
import { FileTray } from "../../models/composer/file-tray"
import { MessageField } from "../../models/composer/message-field"
import { enqueueMessage, type OutgoingMessage } from "../../models/composer/outbox"
import { hasHtmlText } from "../../models/composer/pasted"
import { isComposing } from "../../page/keys"
import { nextTask } from "../../page/timing"
import { uuid } from "../../page/uuid"
import type MessagesController from "../messages/messages-controller"
import type { Dropped } from "./drop-target-controller"

const MEGABYTE = 1024 * 1024

/** Where messages are written: each shows at once and goes on its way, and the next can begin. */
export default class extends Controller<HTMLFormElement> {
  static override targets = ["clientid", "fields", "fileList", "fileTemplate", "notice", "text"]
  static override values = {
    maxBytes: { type: Number, default: 512 * MEGABYTE },
    roomId: Number,
    list: String,
  }
  static classes = ["toolbar"]
  static override outlets = ["messages"]

  declare readonly clientidTarget: HTMLInputElement
  declare readonly fieldsTarget: HTMLFieldSetElement
  declare readonly fileListTarget: HTMLElement
  declare readonly fileTemplateTarget: HTMLTemplateElement
  declare readonly noticeTarget: HTMLElement
  declare readonly textTarget: HTMLElement
  declare readonly maxBytesValue: number
  declare readonly roomIdValue: number
  /** The id of the list in which it shows what was written: the room's own, or a thread's. */
  declare readonly listValue: string
  declare readonly toolbarClass: string
  declare readonly messagesOutlet: MessagesController
  declare readonly hasMessagesOutlet: boolean

  #field!: MessageField
  #files!: FileTray

  override connect() {
    this.#field = new MessageField(this.textTarget)
    this.#field.html = loadDraft(this.listValue)
    const parts = {
      list: this.fileListTarget,
      template: this.fileTemplateTarget,
      notice: this.noticeTarget,
    }
    this.#files = new FileTray(parts, this.listValue)
    this.clientidTarget.value = uuid()
    if (!touch()) this.#takeFocus()
    loadEditorSoon()
  }

  submit(event: Event) {
    event.preventDefault()
    this.#send()
  }

  submitByKeyboard(event: KeyboardEvent) {
    if (event.key !== "Enter" || isComposing(event) || !isText(event.target)) return
    if (event.shiftKey && this.#field.opensCode) return pressEnter(event)
    if (!(event.ctrlKey || event.metaKey) && this.#entersNewline(event)) return

    event.preventDefault()
    event.stopImmediatePropagation()
    this.#send()
  }

  /** Takes back what could not be sent. */
  rewrite({ target, detail }: CustomEvent<string>) {
    if (!this.hasMessagesOutlet || target !== this.messagesOutlet.element) return

    this.#field.html = this.#field.isBlank ? detail : detail + this.#field.html
    this.saveDraft()
    this.#field.focus()
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

  /** Puts somebody's words over what is written here, which stays, or below the quotation that is there. */
  quote(quotation: string) {
    const draft = this.#field.isBlank ? "" : this.#field.html
    this.#field.html = draft.includes("<cite")
      ? `${draft}${quotation}<p><br></p>`
      : `${quotation}${draft || "<p><br></p>"}`
    this.saveDraft()
    loadEditor()
    this.#field.focus()
  }

  editLast(event: KeyboardEvent) {
    if (!isText(event.target) || isComposing(event) || !this.#field.isBlank) return
    if (
      !this.#field.asksForKeys &&
      this.hasMessagesOutlet &&
      this.messagesOutlet.editMyLastMessage()
    )
      event.preventDefault()
  }

  composition(event: Event) {
    this.#field.composition(event)
  }

  saveDraft() {
    storeDraft(this.listValue, this.#field.isBlank ? "" : this.#field.html)
  }

  filePicked({ target }: Event) {
    if (!(target instanceof HTMLInputElement)) return
    this.#files.add({ files: [...(target.files ?? [])] }, this.maxBytesValue)
    // The same file can be picked again, once it was taken back or has failed.
    target.value = ""
    this.#field.focus()
  }

  fileUnpicked({ currentTarget }: Event) {
    if (currentTarget instanceof Element) this.#files.remove(currentTarget)
    if (this.#files.isEmpty) this.#field.focus()
  }

  pasteFiles(event: ClipboardEvent) {
    const files = [...(event.clipboardData?.files ?? [])]
    if (files.length === 0 || hasHtmlText(event.clipboardData)) return

    event.preventDefault()
    event.stopPropagation()
    this.#files.add({ files }, this.maxBytesValue)
  }

  dropFiles({ target, detail }: CustomEvent<Dropped>) {
    if (!this.#isBeside(target)) return
    this.#files.add(detail, this.maxBytesValue)
    this.#field.focus()
  }

  online() {
    this.fieldsTarget.disabled = false
  }

  // Only sending stops: what is being written stays, and can go on being written.
  offline() {
    this.fieldsTarget.disabled = true
  }

  // A visit ends with the focus back on the link that was pressed, where the sidebar stays.
  async #takeFocus() {
    this.#field.focus()
    await nextTask()
    if (this.element.isConnected) this.#field.focus()
  }

  #send() {
    if (this.fieldsTarget.disabled || (this.#field.isBlank && this.#files.isEmpty)) return
    if (!confirmMassMention(this.#field.html)) return

    if (!this.#field.isBlank)
      this.#showAndSend({
        clientId: this.clientidTarget.value,
        html: this.#field.html,
        plain: this.#field.text,
        url: this.element.action,
        listId: this.listValue,
      })
    this.#sendFiles(this.#files.take())
    this.#startNext()
  }

  // Each is a message of its own, after the words that were written to them.
  async #sendFiles(files: readonly File[]) {
    const envelope = { url: this.element.action, listId: this.listValue }
    for (const file of files) {
      const preview = await preparePreview(file)
      this.#showAndSend({ ...envelope, clientId: uuid(), html: "", plain: "", file, preview })
    }
  }

  // Shown first: what the server answers then finds its place.
  async #showAndSend(letter: OutgoingMessage) {
    try {
      if (this.hasMessagesOutlet) await this.messagesOutlet.show(letter)
    } finally {
      enqueueMessage(letter)
    }
  }

  #startNext() {
    this.clientidTarget.value = uuid()
    this.#field.html = ""
    this.saveDraft()
    this.#showToolbar(false)
    this.#field.focus()
  }

  // A file that is dropped on the talk is meant for the composer that belongs to it.
  #isBeside(target: EventTarget | null) {
    return (
      target === this.element || (this.hasMessagesOutlet && target === this.messagesOutlet.element)
    )
  }

  #entersNewline({ shiftKey, altKey }: KeyboardEvent) {
    const { asksForKeys, goesOn } = this.#field
    return shiftKey || altKey || this.#toolbarShown || asksForKeys || goesOn || touch()
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

// Offline there may be no code that looks at pictures; the file can be sent all the same.
async function preparePreview(file: File) {
  try {
    const { loadPreview } = await import("../../models/composer/previews")
    return await loadPreview(file)
  } catch {
    return null
  }
}

// The toolbar's fields and buttons lie in the editor too, and have an Enter of their own.
function isText(target: EventTarget | null) {
  return (
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLElement && target.isContentEditable)
  )
}

// The editor begins code with a bare Enter only, and whoever is used to send with it holds Shift.
function pressEnter(event: KeyboardEvent) {
  event.preventDefault()
  event.stopImmediatePropagation()
  const bare = { key: "Enter", bubbles: true, cancelable: true }
  event.target?.dispatchEvent(new KeyboardEvent("keydown", bare))
}

function touch() {
  return matchMedia("(pointer: coarse)").matches
}
