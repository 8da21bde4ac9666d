import { Controller } from "@hotwired/stimulus"
import { loadEditor } from "../../editor-loader"
import { confirmMassMention } from "../../models/composer/attachments"
import { clearDraft, loadDraft, storeDraft } from "../../models/composer/drafts"
import { MessageField } from "../../models/composer/message-field"
import { notify } from "../../page/html"

/**
 * The edit form of a message. It takes the focus, returns it to the composer, and keeps unsaved text
 * as a draft.
 */
export default class extends Controller<HTMLElement> {
  static override targets = ["kept", "text"]

  declare readonly keptTarget: HTMLElement
  declare readonly textTarget: HTMLElement
  declare readonly hasTextTarget: boolean

  #listId = ""
  /** The editor's HTML at the start; null before that, and once the draft is discarded. */
  #original: string | null = null

  override connect() {
    this.#listId = this.element.closest('[data-controller~="messages"]')?.id ?? ""
    if (this.hasTextTarget) loadEditor()
    else this.element.querySelector<HTMLElement>("a, button")?.focus()
  }

  override disconnect() {
    if (document.activeElement === document.body) focusComposer(this.#listId)
  }

  /** The editor has started. */
  start() {
    this.#original = this.#field.html
    const draft = loadDraft(this.#draftName)
    if (draft && draft !== this.#original) {
      this.#field.html = draft
      this.keptTarget.hidden = false
    }
    this.textTarget.focus()
  }

  /** Asks before an edit adds a mention of many people. */
  confirmMention(event: Event) {
    const before = this.textTarget.getAttribute("value") ?? ""
    if (confirmMassMention(this.#field.html, before)) return
    event.preventDefault()
    event.stopImmediatePropagation()
  }

  saveDraft() {
    this.textTarget.toggleAttribute("data-changed", true)
    if (this.#original === null) return
    const field = this.#field
    storeDraft(this.#draftName, () =>
      field.isBlank || field.html === this.#original ? "" : field.html,
    )
  }

  /** The author deletes the message instead. */
  discard() {
    this.element.toggleAttribute("data-deleting", true)
    if (this.hasTextTarget) clearDraft(this.#draftName)
  }

  discardDraft() {
    this.#original = null
    if (this.hasTextTarget) clearDraft(this.#draftName)
  }

  /** Closes the editor in a message; on a page of its own, the link leads back. */
  close(event: Event) {
    this.discardDraft()
    const frame = this.element.closest(".message > .message__frame")
    if (!frame) return
    event.preventDefault()
    frame.remove()
  }

  submitEnd({ detail: { success } }: CustomEvent<{ success: boolean }>) {
    if (success) this.discardDraft()
  }

  /** Instead of Turbo, which only logs the error. */
  reportNetworkError(event: Event) {
    event.preventDefault()
    notify(
      "Not saved: Hearth can’t be reached. What you wrote is still here: save it again when you’re online.",
    )
  }

  get #field() {
    return new MessageField(this.textTarget)
  }

  get #draftName() {
    return this.textTarget.closest("form")?.id ?? ""
  }
}

function focusComposer(listId: string) {
  const composer = `[data-composer-messages-outlet="#${listId}"]`
  document
    .querySelector<HTMLElement>(`${composer} :is(textarea, lexxy-editor:not(:has(textarea)))`)
    ?.focus()
}
