import { Controller } from "@hotwired/stimulus"
import { loadEditor } from "../../editor-loader"
import { confirmMassMention } from "../../models/composer/attachments"
import { loadDraft, storeDraft } from "../../models/composer/drafts"
import { MessageField } from "../../models/composer/message-field"
import { notify } from "../../page/notice"

/**
 * What was said, being changed: the keyboard comes here, and goes back to the composer after. Whoever
 * leaves in the middle finds what they wrote when they edit it again.
 */
export default class extends Controller<HTMLElement> {
  static override targets = ["kept", "text"]

  declare readonly keptTarget: HTMLElement
  declare readonly textTarget: HTMLElement
  declare readonly hasTextTarget: boolean

  #area = ""
  /** As the editor has what was said; null before it has come, and when nothing is to be kept. */
  #before: string | null = null

  override connect() {
    this.#area = this.element.closest('[data-controller~="messages"]')?.id ?? ""
    if (this.hasTextTarget) loadEditor()
    else this.element.querySelector<HTMLElement>("a, button")?.focus()
  }

  override disconnect() {
    if (document.activeElement === document.body) focusComposer(this.#area)
  }

  /** The editor has come. */
  begin() {
    this.#before = this.#field.html
    const draft = loadDraft(this.#draftName)
    if (draft && draft !== this.#before) {
      this.#field.html = draft
      this.keptTarget.hidden = false
    }
    this.textTarget.focus()
  }

  /** Nobody calls more people than they know of by changing a message. */
  ask(event: Event) {
    const before = this.textTarget.getAttribute("value") ?? ""
    if (confirmMassMention(this.#field.html, before)) return
    event.preventDefault()
    event.stopImmediatePropagation()
  }

  change() {
    this.textTarget.toggleAttribute("data-changed", true)
    if (this.#before === null) return
    const { html, isBlank } = this.#field
    storeDraft(this.#draftName, isBlank || html === this.#before ? "" : html)
  }

  /** It is being deleted by whoever edits it, who so gives up what they wrote. */
  giveUp() {
    this.element.toggleAttribute("data-given-up", true)
    if (this.hasTextTarget) storeDraft(this.#draftName, "")
  }

  forget() {
    this.#before = null
    if (this.hasTextTarget) storeDraft(this.#draftName, "")
  }

  end({ detail: { success } }: CustomEvent<{ success: boolean }>) {
    if (success) this.forget()
  }

  explain() {
    notify("Not saved: Hearth can’t be reached. What you wrote is still here.")
  }

  get #field() {
    return new MessageField(this.textTarget)
  }

  get #draftName() {
    return this.textTarget.closest("form")?.id ?? ""
  }
}

function focusComposer(area: string) {
  const composer = `[data-composer-messages-outlet="#${area}"]`
  document
    .querySelector<HTMLElement>(`${composer} :is(textarea, lexxy-editor:not(:has(textarea)))`)
    ?.focus()
}
