import { removeFromOutbox } from "../outbox/outbox"
import { playSoundOnce } from "../rooms/sounds"
import { clientIdOf, isMessage } from "./message"
import type { MessageList } from "./message-list"
import type { MessagePaginator } from "./message-paginator"
import type { ScrollManager } from "./scroll-manager"
import { isBeingEdited, replaceExceptFields, unsavedTextIn } from "./unsaved-edits"

type Parts = { list: MessageList; scroll: ScrollManager; paginator: MessagePaginator }

type Callbacks = {
  /** New messages are outside the viewport. */
  onNewBelow: () => void
  /** A message was deleted while its author edited it: its unsaved HTML. */
  onEditLost: (html: string) => void
}

/** Renders streams for a message list without disturbing what its reader does. */
export class MessageStreams {
  readonly #list
  readonly #scroll
  readonly #paginator

  constructor(
    { list, scroll, paginator }: Parts,
    readonly callbacks: Callbacks,
  ) {
    this.#list = list
    this.#scroll = scroll
    this.#paginator = paginator
  }

  /** Replaces the renderer of a stream for the list or one of its rows. */
  intercept(event: BeforeStreamRenderEvent) {
    const { newStream } = event.detail
    if (newStream.target !== this.#list.element.id) return this.#interceptRow(event)

    if (newStream.action === "append") event.detail.render = (stream) => this.#append(stream)
    if (newStream.action === "update" || newStream.action === "replace")
      event.detail.render = (stream) => this.#replaceAll(stream)
  }

  #interceptRow(event: BeforeStreamRenderEvent) {
    const { newStream } = event.detail
    const row = this.#rowOf(newStream)
    if (!row) return
    if (isBeingEdited(row)) this.#interceptEdited(event, row)
    if (newStream.action === "remove") this.#watchAfter(event)
  }

  #rowOf({ target, targets }: StreamElement) {
    return target ? this.#list.rowWithId(target) : this.#list.matching(targets ?? "")
  }

  // An open form in the row stays open.
  #interceptEdited(event: BeforeStreamRenderEvent, row: HTMLElement) {
    const { newStream } = event.detail
    const fresh = newStream.templateElement?.content.firstElementChild
    if (newStream.action === "replace" && isMessage(fresh))
      event.detail.render = async () => replaceExceptFields(row, fresh)
    const unsaved = newStream.action === "remove" && unsavedTextIn(row)
    if (unsaved) this.callbacks.onEditLost(unsaved)
  }

  // The removed row may have been the one near which the next page is loaded.
  #watchAfter({ detail }: BeforeStreamRenderEvent) {
    const { render } = detail
    detail.render = async (stream) => {
      await render(stream)
      this.#paginator.watch()
    }
  }

  async #append(stream: StreamElement) {
    const live = !stream.hasAttribute("missed")
    const ids = this.#removeKnown(stream, { live })
    if (ids.length === 0) return

    const followed = await this.#scroll.autoscroll(async () => {
      // Turbo would compare the ids of all rows.
      this.#list.add(stream.templateElement.content)
      for (const id of ids) this.#settle(id, { live })
    })
    await this.#paginator.trimStart()
    this.#paginator.watch()
    if (!followed) this.callbacks.onNewBelow()
  }

  /**
   * Removes messages from the stream that the page shows already, or must not show yet.
   *
   * @returns the ids of the elements left
   */
  #removeKnown({ templateElement }: StreamElement, { live }: { live: boolean }): string[] {
    for (const message of [...templateElement.content.children].filter(isMessage)) {
      const row = this.#list.rowOf(message)
      if (this.#list.hasCurrent(message)) {
        // After a reconnect the refresh response can arrive before the live stream.
        if (live) playSoundOnce(message)
        message.remove()
      } else if (row && isBeingEdited(row)) {
        replaceExceptFields(row, message)
        message.remove()
      }
      // Behind, an append would leave a gap. Paging loads the message on the way down.
      else if (!this.#paginator.upToDate && !this.#list.has(message)) {
        message.remove()
        this.callbacks.onNewBelow()
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

  // After a long break the server sends the newest page. A reader further up keeps the position,
  // and paging loads the missed messages on the way down. The rows that stay are up to date: the
  // server's answer replaced or removed them before.
  async #replaceAll(stream: StreamElement) {
    const editing = this.#list.messages.some(isBeingEdited)
    if (this.#paginator.upToDate && this.#scroll.following && !editing)
      return this.#paginator.showLatest(stream.templateElement.content)

    this.#paginator.upToDate = false
    const gap = Number(stream.getAttribute("gap") ?? Number.POSITIVE_INFINITY)
    await this.#scroll.anchorToStart(() => this.#list.removeBehind(gap))
    if (!this.#list.last) return this.#paginator.showLatest(stream.templateElement.content)
    this.#paginator.watch()
    this.callbacks.onNewBelow()
  }
}
