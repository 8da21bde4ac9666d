import { Controller } from "@hotwired/stimulus"
import {
  cancelSending,
  type OutgoingMessage,
  removeFromOutbox,
  retrySending,
  takeUnsentHtml,
  unsentMessages,
} from "../../models/composer/outbox"
import {
  clientIdOf,
  markFailed,
  pendingElement,
  renderPending,
} from "../../models/composer/pending-message"
import { showLocalPicture } from "../../models/messages/local-pictures"
import { isMessage, isStored, stampOf } from "../../models/messages/message"
import { MessageFormatter } from "../../models/messages/message-formatter"
import { MessageList } from "../../models/messages/message-list"
import { MessagePaginator } from "../../models/messages/message-paginator"
import { rememberOpenMenu } from "../../models/messages/open-menu"
import { type ScrollManager, scrollManagerOf } from "../../models/messages/scroll-manager"
import {
  isBeingEdited,
  replaceExceptFields,
  unsavedTextIn,
} from "../../models/messages/unsaved-edits"
import { playSoundOnce } from "../../models/rooms/sounds"
import { notify } from "../../page/notice"

/** The talk of a room: arranges its messages, keeps up with new ones and loads those around. */
export default class extends Controller<HTMLElement> {
  static override targets = ["latest", "message", "body", "messages", "template"]
  static override values = { pageUrl: String, sought: String }
  static classes = ["firstOfDay", "formatted", "me", "mentioned", "threaded"]

  declare readonly latestTarget: HTMLElement
  declare readonly messagesTarget: HTMLElement
  declare readonly templateTarget: HTMLTemplateElement
  declare readonly pageUrlValue: string
  /** The id of the message to begin at, or nothing; without it the page's address says. */
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
  #catchingUp: Promise<void> | undefined
  #neighbours = new MutationObserver((changes) => this.#formatAround(changes))

  override initialize() {
    this.noticeEnd = this.noticeEnd.bind(this)
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
    this.#list = new MessageList(this.messagesTarget)
    this.#scroll = scrollManagerOf(this.messagesTarget)
    this.#paginator = new MessagePaginator(this.pageUrlValue, this.#list, this.#scroll, {
      upToDate: sought === undefined,
      onLatest: () => this.noticeEnd(),
    })
    this.#formatAll()
    this.#drawUnsent()
    this.#neighbours.observe(this.messagesTarget, { childList: true })
    this.#scroll.container.addEventListener("scroll", this.noticeEnd, { passive: true })

    await this.#start(sought)
    this.#paginator.watch()
  }

  override disconnect() {
    this.#neighbours.disconnect()
    this.#paginator.disconnect()
    this.#scroll.container.removeEventListener("scroll", this.noticeEnd)
  }

  bodyTargetConnected(body: HTMLElement) {
    this.#formatter.formatBody(body)
    const message = body.closest<HTMLElement>(".message")
    if (message && isStored(message)) showLocalPicture(clientIdOf(message), body)
  }

  /** Wraps what the server sends for the list in what the list needs around it. */
  beforeStreamRender(event: BeforeStreamRenderEvent) {
    const { newStream, render } = event.detail
    if (newStream.target !== this.messagesTarget.id) return this.#spareReader(event)

    if (newStream.action === "append")
      event.detail.render = (stream) => this.#append(stream, render)
    if (newStream.action === "update" || newStream.action === "replace")
      event.detail.render = (stream) => this.#startOver(stream)
  }

  // Whatever happens to a message: what somebody is doing with it goes on.
  #spareReader(event: BeforeStreamRenderEvent) {
    const { newStream } = event.detail
    const row = this.#list.messages.find(({ id }) => id === newStream.target)
    if (!row) return
    if (isBeingEdited(row)) return this.#spareWriting(event, row)

    const { render } = event.detail
    event.detail.render = async (stream) => {
      const reopen = rememberOpenMenu(row)
      await render(stream)
      reopen(document.getElementById(row.id))
    }
  }

  #spareWriting(event: BeforeStreamRenderEvent, row: HTMLElement) {
    const { newStream } = event.detail

    const fresh = newStream.templateElement?.content.firstElementChild
    if (newStream.action === "replace" && isMessage(fresh))
      event.detail.render = async () => replaceExceptFields(row, fresh)
    const words = newStream.action === "remove" && unsavedTextIn(row)
    if (!words) return
    this.dispatch("rewrite", { detail: words })
    notify("The message you were editing was deleted. What you wrote is in your next one.")
  }

  async returnToLatest() {
    this.latestTarget.hidden = true
    await this.#catchUp()
    await this.#scroll.autoscroll(() => {}, { forced: true })
  }

  /** Shows a message that is only just being sent. */
  async show(letter: OutgoingMessage) {
    await this.#catchUp()
    await this.#scroll.autoscroll(() => this.#draw(letter), { forced: true })
  }

  /** @returns whether there was one to edit */
  editMyLastMessage() {
    if (!this.#paginator.upToDate) return false

    const mine = this.#list.messages.findLast((row) => isStored(row) && this.#isMyText(row))
    const link = mine?.querySelector<HTMLElement>(".message__edit-btn")
    link?.click()
    return link !== null && link !== undefined
  }

  retry({ target }: Event) {
    const message = messageAround(target)
    if (message) retrySending(clientIdOf(message))
    this.#focusComposer()
  }

  /** Gives a message that was not taken back to the composer, before what is written there. */
  rewrite({ target }: Event) {
    const message = messageAround(target)
    if (!message) return

    this.dispatch("rewrite", { detail: takeUnsentHtml(clientIdOf(message)) })
    message.remove()
  }

  discard({ target }: Event) {
    const message = messageAround(target)
    if (!message) return

    cancelSending(clientIdOf(message))
    message.remove()
    this.#focusComposer()
  }

  noticeEnd() {
    if (this.#paginator.upToDate && this.#scroll.following) this.latestTarget.hidden = true
  }

  async #append(stream: StreamElement, render: StreamRender) {
    const live = !stream.hasAttribute("missed")
    const fresh = this.#sift(stream, { live })
    if (fresh.length === 0) return

    const followed = await this.#scroll.autoscroll(async () => {
      await render(stream)
      for (const id of fresh) this.#settle(id, { live })
    })
    await this.#paginator.trimStart()
    this.#paginator.watch()
    if (!followed) this.#offerLatest()
  }

  /** Leaves in the stream only what belongs on the page now, and says which that is. */
  #sift({ templateElement }: StreamElement, { live }: { live: boolean }): string[] {
    for (const message of [...templateElement.content.children].filter(isMessage)) {
      const shown = this.#list.rowOf(message)
      if (this.#list.hasCurrent(message)) {
        // The answer to what was missed may be faster than the line that has just come back.
        if (live) playSoundOnce(message)
        message.remove()
      } else if (shown && isBeingEdited(shown)) {
        replaceExceptFields(shown, message)
        message.remove()
      }
      // Behind, it would follow a gap. It comes in its place as the reader scrolls there.
      else if (!this.#paginator.upToDate && !this.#list.has(message)) {
        message.remove()
        this.#offerLatest()
      }
    }
    return [...templateElement.content.children].map(({ id }) => id)
  }

  #settle(id: string, { live }: { live: boolean }) {
    const message = document.getElementById(id)
    if (!message) return

    this.#list.moveIntoOrder(message)
    removeFromOutbox(clientIdOf(message))
    if (live) playSoundOnce(message)
  }

  // So much was missed that the server sent the newest page. Whoever reads further up keeps
  // the place; what was missed is then loaded on the way down.
  async #startOver({ templateElement }: StreamElement) {
    const writing = this.#list.messages.some(isBeingEdited)
    if (this.#paginator.upToDate && this.#scroll.following && !writing) {
      await this.#paginator.showLatest(templateElement.content)
    } else {
      this.#paginator.upToDate = false
      this.#paginator.watch()
      this.#offerLatest()
    }
  }

  async #start(sought: string | undefined) {
    const found = this.#list.withId(sought)
    if (found) {
      found.classList.add("search-highlight")
      this.#offerLatest()
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
      notify("The newest messages can’t be loaded just now.")
    }
  }

  #draw(letter: OutgoingMessage) {
    if (pendingElement(letter.clientId)) return

    const message = renderPending(this.templateTarget, letter, this.#sendingTime)
    this.messagesTarget.append(message)
    this.#formatter.format(message)
    if (letter.error) markFailed(message, letter.error)
  }

  #drawUnsent() {
    for (const letter of unsentMessages(this.messagesTarget.id)) this.#draw(letter)
  }

  // A slow clock here must not set a message before those that it answers.
  get #sendingTime() {
    return Math.max(Date.now(), stampOf(this.#list.messages.at(-1) ?? null)?.sentAt ?? 0)
  }

  #offerLatest() {
    this.latestTarget.hidden = false
  }

  #formatAll() {
    for (const message of this.#list.messages) this.#formatter.format(message)
  }

  #formatAround(changes: MutationRecord[]) {
    const touched = new Set(
      changes.flatMap(({ addedNodes, nextSibling }) => [...addedNodes, nextSibling]),
    )
    for (const row of touched) if (row?.isConnected) this.#formatter.format(row)
  }

  // The button that was pressed is gone, and with it the keyboard's place.
  #focusComposer() {
    const composer = `[data-composer-messages-outlet="#${this.element.id}"]`
    document
      .querySelector<HTMLElement>(`${composer} :is(textarea, lexxy-editor:not(:has(textarea)))`)
      ?.focus()
  }

  #isMyText(message: HTMLElement) {
    const says = (what: string) => message.querySelector(`.message__presentation ${what}`) !== null
    return (
      message.classList.contains(this.meClass) &&
      says(".trix-content") &&
      !says(".message__attachment") &&
      !says(".sound")
    )
  }

  get #soughtId() {
    if (this.hasSoughtValue) return this.soughtValue || undefined
    return /\/@(\d+)$/.exec(location.pathname)?.[1]
  }
}

function messageAround(target: EventTarget | null) {
  const message = target instanceof Element ? target.closest<HTMLElement>(".message") : null
  return message && !isStored(message) ? message : null
}
