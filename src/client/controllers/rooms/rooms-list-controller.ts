import { Controller } from "@hotwired/stimulus"
import { subscribe } from "../../cable/cable"
import { PermanentSubscription } from "../../cable/permanent-subscription"
import { Current } from "../../page/current"

type RoomState = { id: number; unread: boolean }
type News = { roomId?: number; unread?: boolean; rooms?: RoomState[] }

/** Marks the rooms that have something unread, and the one that is open. */
export default class extends Controller<FrameElement> {
  static override targets = ["room"]
  static classes = ["unread"]

  declare readonly roomTargets: HTMLElement[]
  declare readonly unreadClass: string

  /** How the rooms stand, while the list that has to agree is still on its way. */
  #awaited: Map<number, boolean> | null = null
  #replaced = new Set<string>()
  #connectedBefore = false
  #unreads = new PermanentSubscription(this.element, () =>
    subscribe(
      "UnreadRoomsChannel",
      {},
      { connected: () => this.#connected(), received: (news: News) => this.#hear(news) },
    ),
  )

  override connect() {
    this.#unreads.connect()
    this.loaded()
  }

  override disconnect() {
    this.#unreads.disconnect()
  }

  // A row that is drawn anew is drawn for everyone: that it is unread, only the old one knew.
  roomTargetDisconnected({ classList, dataset: { roomId } }: HTMLElement) {
    if (!roomId || !classList.contains(this.unreadClass)) return
    this.#replaced.add(roomId)
    queueMicrotask(() => this.#replaced.delete(roomId))
  }

  roomTargetConnected(row: HTMLElement) {
    this.#markCurrent(row)
    if (this.#replaced.has(row.dataset.roomId ?? "")) this.#mark(row, true)
    else this.#announce(row)
  }

  /** The page, or this list, is another: what is open on it is read. */
  loaded() {
    if (this.element.hasAttribute("complete")) this.#compare()
    for (const row of this.roomTargets) this.#markCurrent(row)
    const open = this.#rowOf(Current.room.id)
    if (open) this.#mark(open, false)
  }

  read({ detail: { roomId } }: CustomEvent<{ roomId: number }>) {
    this.#awaited?.set(roomId, false)
    const row = this.#rowOf(roomId)
    if (row) this.#mark(row, false)
  }

  // Nobody says what happened while there was no connection.
  #connected() {
    if (this.#connectedBefore) this.element.reload()
    this.#connectedBefore = true
  }

  #hear({ roomId, unread = true, rooms }: News) {
    if (rooms) {
      this.#awaited = new Map(rooms.map((room) => [room.id, room.unread]))
      if (this.element.hasAttribute("complete")) this.#compare()
    }
    if (roomId !== undefined) this.#receive(roomId, unread)
  }

  #receive(roomId: number, unread: boolean) {
    this.#awaited?.set(roomId, unread)
    const row = this.#rowOf(roomId)
    if (!row) return
    this.#raise(row)
    if (roomId !== Current.room.id) this.#mark(row, unread)
  }

  // What happened between the drawing of the list and the subscription, or the other way round.
  #compare() {
    const rooms = this.#awaited
    if (!rooms) return
    this.#awaited = null
    const rows = this.roomTargets
    if (rows.length !== rooms.size || rows.some((row) => !rooms.has(Number(row.dataset.roomId))))
      this.element.reload()

    for (const row of rows) {
      const id = Number(row.dataset.roomId)
      this.#mark(row, rooms.get(id) === true && id !== Current.room.id)
    }
  }

  #mark(row: HTMLElement, unread: boolean) {
    row.classList.toggle(this.unreadClass, unread)
    this.#announce(row)
  }

  #announce(row: HTMLElement) {
    dispatchEvent(new CustomEvent("rooms-list:unread", { detail: { roomId: row.dataset.roomId } }))
  }

  // Talks between a few are listed by their last word; rooms with names keep their place.
  #raise(row: HTMLElement) {
    if (row.dataset.sortedListNumber) row.dataset.sortedListNumber = String(Date.now())
  }

  #markCurrent(row: HTMLElement) {
    if (Number(row.dataset.roomId) === Current.room.id) row.setAttribute("aria-current", "page")
    else row.removeAttribute("aria-current")
  }

  #rowOf(roomId: number | null) {
    return this.roomTargets.find(({ dataset }) => Number(dataset.roomId) === roomId)
  }
}
