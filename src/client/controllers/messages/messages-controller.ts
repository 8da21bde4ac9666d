import { Controller } from "@hotwired/stimulus"
import { markFailed, pendingElement, renderPending } from "../../models/composer/pending-message"
import { openEditor } from "../../models/messages/edit-frame"
import { arrangeAround, arrangeGalleries } from "../../models/messages/grouping/gallery"
import { showLocalPicture } from "../../models/messages/local-pictures"
import { clientIdOf, isStored, stampOf } from "../../models/messages/message"
import { MessageFormatter } from "../../models/messages/message-formatter"
import { MessageList } from "../../models/messages/message-list"
import { MessagePaginator } from "../../models/messages/message-paginator"
import { MessageStreams } from "../../models/messages/message-streams"
import { type ScrollManager, scrollManagerOf } from "../../models/messages/scroll-manager"
import {
  cancelSending,
  type OutgoingMessage,
  retrySending,
  takeUnsentHtml,
  unsentMessages,
} from "../../models/outbox/outbox"
import { notify } from "../../page/html"

/** The message list of a room or thread: formats messages, loads pages and renders streams. */
export default class extends Controller<HTMLElement> {
  static override targets = ["latest", "body", "messages", "template"]
  static override values = { pageUrl: String, sought: String }
  static classes = ["firstOfDay", "formatted", "me", "mentioned", "threaded"]

  declare readonly latestTarget: HTMLElement
  declare readonly messagesTarget: HTMLElement
  declare readonly templateTarget: HTMLTemplateElement
  declare readonly pageUrlValue: string
  /** The id of the message to start at, or empty. Without the attribute the page's path says it. */
  declare readonly soughtValue: string
  declare readonly hasSoughtValue: boolean
  declare readonly firstOfDayClass: string
  declare readonly formattedClass: string
  declare readonly meClass: string
  declare readonly mentionedClass: string
  declare readonly threadedClass: string

  #formatter!: MessageFormatter
  #list!: MessageList
  #scroll!: ScrollManager
  #paginator!: MessagePaginator
  #streams!: MessageStreams
  #catchingUp: Promise<void> | undefined
  // Each use of a Stimulus target searches the whole list, and this one is used at each scroll.
  #latest!: HTMLElement
  #rowChanges = new MutationObserver((changes) => this.#formatChanged(changes))

  override initialize() {
    this.#formatter = new MessageFormatter({
      firstOfDay: this.firstOfDayClass,
      formatted: this.formattedClass,
      me: this.meClass,
      mentioned: this.mentionedClass,
      threaded: this.threadedClass,
    })
  }

  override async connect() {
    const sought = this.#soughtId
    this.#latest = this.latestTarget
    this.#list = new MessageList(this.messagesTarget)
    for (const message of this.#list.messages) this.#formatter.format(message)
    arrangeGalleries(this.#list.messages)
    this.#scroll = scrollManagerOf(this.messagesTarget)
    this.#paginator = new MessagePaginator(this.pageUrlValue, this.#list, this.#scroll, {
      upToDate: sought === undefined,
      onLatest: this.#hideLatestAtEnd,
    })
    this.#streams = new MessageStreams(
      { list: this.#list, scroll: this.#scroll, paginator: this.#paginator },
      {
        onNewBelow: () => this.#showLatestButton(),
        onEditLost: (html) => this.#restoreEdit(html),
      },
    )
    this.#showUnsent()
    addEventListener("outbox:restored", this.#showUnsent)
    this.#rowChanges.observe(this.messagesTarget, { childList: true })
    this.#scroll.container.addEventListener("scroll", this.#hideLatestAtEnd, { passive: true })

    await this.#scrollToStart(sought)
    this.#paginator.watch()
  }

  override disconnect() {
    removeEventListener("outbox:restored", this.#showUnsent)
    this.#rowChanges.disconnect()
    this.#paginator.disconnect()
    this.#scroll.container.removeEventListener("scroll", this.#hideLatestAtEnd)
  }

  bodyTargetConnected(body: HTMLElement) {
    this.#formatter.formatBody(body)
    const message = body.closest<HTMLElement>(".message")
    if (message?.classList.contains(this.formattedClass)) arrangeAround(message)
    if (message && isStored(message)) showLocalPicture(clientIdOf(message), body)
  }

  beforeStreamRender(event: BeforeStreamRenderEvent) {
    this.#streams.intercept(event)
  }

  async returnToLatest() {
    this.#latest.hidden = true
    await this.#catchUp()
    await this.#scroll.autoscroll(() => {}, { forced: true })
  }

  /** Shows a message before it is sent. */
  async show(message: OutgoingMessage) {
    await this.#catchUp()
    await this.#scroll.autoscroll(() => this.#renderPending(message), { forced: true })
  }

  /** @returns whether there was a message to edit */
  editMyLastMessage() {
    if (!this.#paginator.upToDate) return false

    const mine = this.#list.messages.findLast((row) => isStored(row) && this.#isMyText(row))
    if (mine) openEditor(mine)
    return mine !== undefined
  }

  retry({ target }: Event) {
    const message = pendingAround(target)
    if (message) retrySending(clientIdOf(message))
    this.#focusComposer()
  }

  /** Moves the text of a failed message back into the composer. */
  editUnsent({ target }: Event) {
    const message = pendingAround(target)
    if (!message) return

    this.dispatch("restore", { detail: takeUnsentHtml(clientIdOf(message)) })
    message.remove()
  }

  discard({ target }: Event) {
    const message = pendingAround(target)
    if (!message) return

    cancelSending(clientIdOf(message))
    message.remove()
    this.#focusComposer()
  }

  #showUnsent = () => {
    for (const message of unsentMessages(this.messagesTarget.id)) this.#renderPending(message)
  }

  #hideLatestAtEnd = () => {
    if (this.#paginator.upToDate && this.#scroll.following) this.#latest.hidden = true
  }

  #showLatestButton() {
    this.#latest.hidden = false
  }

  #restoreEdit(html: string) {
    this.dispatch("restore", { detail: html })
    notify("The message you were editing was deleted. What you wrote is in your next one.")
  }

  async #scrollToStart(sought: string | undefined) {
    const found = this.#list.withId(sought)
    if (found) {
      found.classList.add("search-highlight")
      this.#showLatestButton()
      return this.#scroll.center(found)
    }
    if (sought !== undefined) {
      notify("That message isn’t here any more.")
      this.#paginator.upToDate = true
    }
    await this.#scroll.autoscroll(() => {}, { forced: true })
  }

  #catchUp() {
    if (this.#paginator.upToDate) return

    this.#catchingUp ??= this.#loadLatest().finally(() => {
      this.#catchingUp = undefined
    })
    return this.#catchingUp
  }

  async #loadLatest() {
    try {
      await this.#paginator.loadLatest()
    } catch {
      notify("The newest messages can’t be loaded. Try again in a moment.")
    }
  }

  #renderPending(outgoing: OutgoingMessage) {
    if (pendingElement(outgoing.clientId)) return

    const message = renderPending(this.templateTarget, outgoing, this.#sendingTime)
    this.messagesTarget.append(message)
    this.#formatter.format(message)
    arrangeAround(message)
    if (outgoing.failure) markFailed(message, outgoing.failure.error)
  }

  // A slow clock must not date a message before the ones above it.
  get #sendingTime() {
    return Math.max(Date.now(), stampOf(this.#list.messages.at(-1) ?? null)?.sentAt ?? 0)
  }

  #formatChanged(changes: MutationRecord[]) {
    const rows = new Set(
      changes.flatMap(({ addedNodes, nextSibling }) => [...addedNodes, nextSibling]),
    )
    for (const row of rows) if (row?.isConnected) this.#formatter.format(row)
    // Also the gallery before a row that was removed or inserted.
    const before = changes.map(({ previousSibling }) => previousSibling)
    arrangeGalleries([...before, ...rows].filter((row) => row?.isConnected))
  }

  // The clicked button is removed, so the focus has to move.
  #focusComposer() {
    const composer = `[data-composer-messages-outlet="#${this.element.id}"]`
    document
      .querySelector<HTMLElement>(`${composer} :is(textarea, lexxy-editor:not(:has(textarea)))`)
      ?.focus()
  }

  #isMyText(message: HTMLElement) {
    const holds = (part: string) => message.querySelector(`.message__presentation ${part}`) !== null
    return (
      message.classList.contains(this.meClass) &&
      holds(".trix-content") &&
      !holds(".message__attachment") &&
      !holds(".sound")
    )
  }

  get #soughtId() {
    if (this.hasSoughtValue) return this.soughtValue || undefined
    return /\/@(\d+)$/.exec(location.pathname)?.[1]
  }
}

function pendingAround(target: EventTarget | null) {
  const message = target instanceof Element ? target.closest<HTMLElement>(".message") : null
  return message && !isStored(message) ? message : null
}
