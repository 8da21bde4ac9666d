import { Controller } from "@hotwired/stimulus"
import { quotationHtml } from "../../models/composer/quote"
import { openEditor } from "../../models/messages/edit-frame"
import { placeMenu } from "../../models/messages/menu-placement"
import { buildMenu } from "../../models/messages/message-menu"
import { stepThrough } from "../../page/keys"
import type ComposerController from "../composer/composer-controller"

const ACTIONS = ".message__actions"
const EDITOR = "lexxy-editor:not(:has(textarea))"

/**
 * The menu of the messages in a list: it exists once, in the message whose `details` is open. When a
 * stream replaces that message, the menu moves into the new one, with the focus.
 */
export default class extends Controller<HTMLElement> {
  #details: HTMLDetailsElement | null = null
  #menu: HTMLElement | null = null
  #messageId = ""
  #focused: Element | null = null
  #returnFocusTo: HTMLElement | null = null
  #changes = new MutationObserver((changes) => this.#follow(changes))

  // It may have been opened before this script was loaded.
  override connect() {
    this.#openWaiting()
  }

  override disconnect() {
    this.remove()
  }

  toggle({ target }: Event) {
    if (!(target instanceof HTMLDetailsElement) || !target.matches(ACTIONS)) return
    if (target.open) this.#open(target)
    else if (target === this.#details) this.hide()
  }

  /** Returns the focus to the button for keyboard users, else to where it was before. */
  close() {
    const details = this.#details
    if (!details) return

    const focus = this.#returnFocusTo
    this.hide()
    if (focus?.isConnected) focus.focus({ preventScroll: true })
    else buttonOf(details)?.blur()
  }

  /** Leaves the focus where it is. */
  hide() {
    this.#changes.disconnect()
    if (this.#details) this.#details.open = false
    this.#details = null
  }

  /** A hidden menu stays for the form that it submits, but a cached page must not contain it. */
  remove() {
    this.hide()
    this.#menu?.remove()
  }

  closeOnClickOutside({ target }: Event) {
    if (target instanceof Node && !this.#details?.contains(target)) this.hide()
  }

  next(event: Event) {
    this.#step(event, 1)
  }

  previous(event: Event) {
    this.#step(event, -1)
  }

  place() {
    if (this.#details && this.#menu) placeMenu(this.#menu, this.#details)
  }

  trackFocus({ target, relatedTarget }: FocusEvent) {
    this.#focused = target instanceof Element ? target : null
    const details = this.#focused?.closest(ACTIONS)
    const from = relatedTarget instanceof HTMLElement ? relatedTarget : null
    if (!details || details.contains(from) || !this.element.contains(details)) return
    if (this.#focused?.matches(":focus-visible")) this.#returnFocusTo = buttonOf(details)
    else if (!from?.closest(ACTIONS))
      this.#returnFocusTo = from?.closest<HTMLElement>(EDITOR) ?? from
  }

  /** Quotes the message in the composer of this list. */
  reply() {
    const message = this.#message
    this.close()
    if (message) this.#composer?.quote(quotationOf(message))
  }

  edit(event: MouseEvent) {
    const message = this.#message
    if (!message || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    this.hide()
    openEditor(message)
  }

  /** Opens the menu whose `toggle` event is still to come: the next key can be faster. */
  #openWaiting() {
    const open = this.element.querySelector<HTMLDetailsElement>(`${ACTIONS}[open]`)
    if (open) this.#open(open)
  }

  #open(details: HTMLDetailsElement) {
    const message = details.closest<HTMLElement>(".message")
    if (details === this.#details || !message) return

    this.remove()
    this.#menu = buildMenu(message)
    this.#messageId = message.id
    this.#show(details)
    this.#changes.observe(this.element, { childList: true })
  }

  #show(details: HTMLDetailsElement) {
    if (!this.#menu) return
    this.#details = details
    details.open = true
    details.append(this.#menu)
    this.#menu.showPopover()
    this.place()
  }

  // The menu is not part of what others change.
  #follow(changes: MutationRecord[]) {
    const before = this.#details
    if (before?.isConnected !== false) return this.place()

    const message = document.getElementById(this.#messageId)
    const details = message?.querySelector<HTMLDetailsElement>(ACTIONS)
    const hadFocus = before.contains(this.#focused)
    const lost = hadFocus && document.activeElement === document.body
    if (!details) return this.#leave(changes, lost)

    const button = buttonOf(details)
    if (this.#returnFocusTo === buttonOf(before)) this.#returnFocusTo = button
    const focus = this.#menu?.contains(this.#focused) ? this.#focused : button
    this.#show(details)
    if (lost && focus instanceof HTMLElement) focus.focus({ preventScroll: true })
  }

  // The message was removed: the focus goes to where it came from, or to the message beside it.
  #leave(changes: MutationRecord[], lost: boolean) {
    const removal = changes.find(({ removedNodes }) =>
      [...removedNodes].some((node) => node instanceof Element && node.id === this.#messageId),
    )
    const focus = this.#returnFocusTo
    this.hide()
    if (!lost) return
    const beside = [removal?.nextSibling, removal?.previousSibling, this.element.lastElementChild]
      .map((node) => (node instanceof Element ? node.querySelector(`${ACTIONS} > summary`) : null))
      .find((button) => button?.isConnected)
    const next = focus?.isConnected ? focus : beside
    if (next instanceof HTMLElement) next.focus({ preventScroll: true })
    else this.element.focus()
  }

  #step(event: Event, step: number) {
    this.#openWaiting()
    if (!this.#menu || !this.#details?.contains(this.#focused)) return
    event.preventDefault()
    stepThrough(this.#menu, step)
  }

  get #message() {
    return this.#details?.closest<HTMLElement>(".message") ?? null
  }

  get #composer() {
    const area = this.element.closest('[data-controller~="messages"]')
    const composer = document.querySelector(`[data-composer-messages-outlet="#${area?.id}"]`)
    return (
      composer &&
      (this.application.getControllerForElementAndIdentifier(composer, "composer") as
        | ComposerController
        | null) // the composer controller is registered by this name
    )
  }
}

function quotationOf(message: HTMLElement) {
  const textOf = (part: string) => message.querySelector(part)?.textContent ?? ""
  const body = message.querySelector<HTMLElement>(".message__presentation") ?? message
  const permalink = message.querySelector(".message__permalink")?.getAttribute("href") ?? ""
  return quotationHtml(body, { author: textOf(".message__author strong"), permalink })
}

const buttonOf = (details: Element) => details.querySelector<HTMLElement>(":scope > summary")
