import { Controller } from "@hotwired/stimulus"
import { loadEditor, loadEditorSoon } from "../../editor-loader"
import { confirmMassMention } from "../../models/composer/attachments"
import { clearDraft, loadDraft, storeDraft, watchDraft } from "../../models/composer/drafts"
import { FileTray } from "../../models/composer/file-tray"
import { MessageField } from "../../models/composer/message-field"
import { uuid } from "../../models/composer/pending-message"
import { enqueueMessage, type OutgoingMessage } from "../../models/outbox/outbox"
import { hasHtmlText } from "../../page/html"
import { isComposing } from "../../page/keys"
import { nextTask } from "../../page/timing"
import type MessagesController from "../messages/messages-controller"
import type { DroppedFiles } from "./drop-target-controller"

const MEGABYTE = 1024 * 1024

/** The form that writes messages. A submitted message shows at once and is sent in the background. */
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
  /** The id of the message list that shows sent messages: the room's or a thread's. */
  declare readonly listValue: string
  declare readonly toolbarClass: string
  declare readonly messagesOutlet: MessagesController
  declare readonly hasMessagesOutlet: boolean

  #field!: MessageField
  #files!: FileTray
  #unwatchDraft = () => {}

  override connect() {
    this.#field = new MessageField(this.textTarget)
    this.#field.html = loadDraft(this.listValue)
    const elements = {
      list: this.fileListTarget,
      template: this.fileTemplateTarget,
      notice: this.noticeTarget,
    }
    this.#files = new FileTray(elements, this.listValue)
    this.#unwatchDraft = watchDraft(this.listValue, () => {
      this.#field.html = ""
    })
    this.clientidTarget.value = uuid()
    if (!isTouch()) this.#focusField()
    loadEditorSoon()
  }

  override disconnect() {
    this.#unwatchDraft()
  }

  submit(event: Event) {
    event.preventDefault()
    this.#send()
  }

  submitByKeyboard(event: KeyboardEvent) {
    if (event.key !== "Enter" || isComposing(event) || !isText(event.target)) return
    if (event.shiftKey && this.#field.startsCodeBlock) return pressPlainEnter(event)
    if (!(event.ctrlKey || event.metaKey) && this.#entersNewline(event)) return

    event.preventDefault()
    event.stopImmediatePropagation()
    this.#send()
  }

  /** Prepends the text of an unsent or deleted message. */
  restore({ target, detail }: CustomEvent<string>) {
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

  /** The editor has started. */
  useEditor() {
    this.#field.replaceTextArea()
  }

  loadEditor() {
    loadEditor()
  }

  /** Inserts a quotation above the draft, or below the quotations that it already holds. */
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
      !this.#field.hasOpenMenu &&
      this.hasMessagesOutlet &&
      this.messagesOutlet.editMyLastMessage()
    )
      event.preventDefault()
  }

  composition(event: Event) {
    this.#field.trackComposition(event)
  }

  saveDraft() {
    const field = this.#field
    if (field.isBlank) clearDraft(this.listValue)
    else storeDraft(this.listValue, () => field.html)
  }

  filePicked({ target }: Event) {
    if (!(target instanceof HTMLInputElement)) return
    this.#files.add({ files: [...(target.files ?? [])] }, this.maxBytesValue)
    // Without this, picking the same file again fires no event.
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

  dropFiles({ target, detail }: CustomEvent<DroppedFiles>) {
    if (!this.#belongsTo(target)) return
    this.#files.add(detail, this.maxBytesValue)
    this.#field.focus()
  }

  online() {
    this.fieldsTarget.disabled = false
  }

  // Disables sending only. The editor stays writable.
  offline() {
    this.fieldsTarget.disabled = true
  }

  // Not at once: focusing lays out the page, to which other scripts are still adding, and a visit
  // then restores the focus to the clicked sidebar link.
  async #focusField() {
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
    this.#sendFiles(this.#files.takeAll())
    this.#startNext()
  }

  // Each file is a message of its own, after the text.
  async #sendFiles(files: readonly File[]) {
    const destination = { url: this.element.action, listId: this.listValue }
    for (const file of files) {
      const preview = await preparePreview(file)
      this.#showAndSend({ ...destination, clientId: uuid(), html: "", plain: "", file, preview })
    }
  }

  // Shows the message first, so that the response replaces it.
  async #showAndSend(message: OutgoingMessage) {
    try {
      if (this.hasMessagesOutlet) await this.messagesOutlet.show(message)
    } finally {
      enqueueMessage(message)
    }
  }

  #startNext() {
    this.clientidTarget.value = uuid()
    this.#field.html = ""
    this.saveDraft()
    this.#showToolbar(false)
    this.#field.focus()
  }

  // Files can be dropped on the composer or on its message list.
  #belongsTo(target: EventTarget | null) {
    return (
      target === this.element || (this.hasMessagesOutlet && target === this.messagesOutlet.element)
    )
  }

  #entersNewline({ shiftKey, altKey }: KeyboardEvent) {
    const { hasOpenMenu, continuesBlock } = this.#field
    return shiftKey || altKey || this.#toolbarShown || hasOpenMenu || continuesBlock || isTouch()
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

// The preview script cannot be loaded offline; the file is then sent without a preview.
async function preparePreview(file: File) {
  try {
    const { loadPreview } = await import("../../models/composer/previews")
    return await loadPreview(file)
  } catch {
    return null
  }
}

// The editor also holds toolbar fields and buttons, which handle Enter themselves.
function isText(target: EventTarget | null) {
  return (
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLElement && target.isContentEditable)
  )
}

// The editor starts a code block on plain Enter only; here Shift+Enter does it too.
function pressPlainEnter(event: KeyboardEvent) {
  event.preventDefault()
  event.stopImmediatePropagation()
  const bare = { key: "Enter", bubbles: true, cancelable: true }
  event.target?.dispatchEvent(new KeyboardEvent("keydown", bare))
}

function isTouch() {
  return matchMedia("(pointer: coarse)").matches
}
