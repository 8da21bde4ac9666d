import { Controller } from "@hotwired/stimulus"
import { subscribe } from "../../cable/cable"
import { streamsConnected } from "../../cable/cable-stream-source"
import { PermanentSubscription } from "../../cable/permanent-subscription"
import { Current } from "../../page/current"

type RoomState = { id: number; unread: boolean }
type RoomUpdate = { roomId?: number; unread?: boolean; rooms?: RoomState[] }

/** Marks unread rooms and the current room in the sidebar. */
export default class extends Controller<FrameElement> {
  static override targets = ["room"]
  static classes = ["unread"]

  declare readonly roomTargets: HTMLElement[]
  declare readonly unreadClass: string

  /** The server's unread states, until the list has loaded and they are applied. */
  #serverStates: Map<number, boolean> | null = null
  #replacedUnread = new Set<string>()
  #connectedBefore = false
  #fetching = false
  #outdated = false
  #unreads = new PermanentSubscription(this.element, () =>
    subscribe(
      "UnreadRoomsChannel",
      {},
      {
        connected: () => this.#connected(),
        received: (update: RoomUpdate) => this.#receive(update),
      },
    ),
  )

  override connect() {
    this.loaded()
  }

  override disconnect() {
    this.#unreads.disconnect()
  }

  // A stream renders a row for everyone, so the unread class is copied from the old row.
  roomTargetDisconnected({ classList, dataset: { roomId } }: HTMLElement) {
    if (!roomId || !classList.contains(this.unreadClass)) return
    this.#replacedUnread.add(roomId)
    queueMicrotask(() => this.#replacedUnread.delete(roomId))
  }

  roomTargetConnected(row: HTMLElement) {
    this.#markCurrent(row)
    if (this.#replacedUnread.has(row.dataset.roomId ?? "")) this.#mark(row, true)
    else this.#announce(row)
  }

  fetching({ target }: Event) {
    if (target === this.element) this.#fetching = true
  }

  // The response may be older than a change that arrives before it.
  streamed({ target }: Event) {
    const id = target instanceof Element ? target.getAttribute("target") : null
    if (id && this.element.contains(document.getElementById(id))) this.#changed()
  }

  /** After a visit or a reload: the current room is read. */
  loaded() {
    if (this.element.hasAttribute("complete")) this.#showLoaded()
    for (const row of this.roomTargets) this.#markCurrent(row)
    const open = this.#rowOf(Current.room.id)
    if (open) this.#mark(open, false)
  }

  // The server sends its states on subscribing. After the streams' subscriptions they leave no gap.
  async #showLoaded() {
    this.#fetching = false
    if (this.#outdated) {
      this.#outdated = false
      return this.element.reload()
    }
    this.#applyServerStates()
    await streamsConnected(this.element)
    if (this.element.isConnected) this.#unreads.connect()
  }

  read({ detail: { roomId } }: CustomEvent<{ roomId: number }>) {
    this.#serverStates?.set(roomId, false)
    const row = this.#rowOf(roomId)
    if (row) this.#mark(row, false)
  }

  // Events during the disconnection are lost, so a reconnect reloads the list.
  #connected() {
    if (this.#connectedBefore) this.element.reload()
    this.#connectedBefore = true
  }

  #receive({ roomId, unread = true, rooms }: RoomUpdate) {
    if (rooms) {
      this.#serverStates = new Map(rooms.map((room) => [room.id, room.unread]))
      if (this.element.hasAttribute("complete")) this.#applyServerStates()
    }
    if (roomId !== undefined) this.#setUnread(roomId, unread)
  }

  #changed() {
    this.#outdated ||= this.#fetching
  }

  #setUnread(roomId: number, unread: boolean) {
    this.#changed()
    this.#serverStates?.set(roomId, unread)
    const row = this.#rowOf(roomId)
    if (!row) return
    this.#moveToTop(row)
    if (roomId !== Current.room.id) this.#mark(row, unread)
  }

  // Corrects changes that happened between rendering the list and subscribing.
  #applyServerStates() {
    const rooms = this.#serverStates
    if (!rooms) return
    this.#serverStates = null
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

  // Direct rooms are sorted by last activity; named rooms keep their place.
  #moveToTop(row: HTMLElement) {
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
