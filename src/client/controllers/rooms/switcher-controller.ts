import { Controller } from "@hotwired/stimulus"
import { fold } from "../../../platform/text/fold"
import { fit } from "../../../rooms/switcher/switcher-match"
import { recentRooms } from "../../models/rooms/recent-rooms"
import { Current } from "../../page/current"
import { isComposing } from "../../page/keys"

const SWITCHER_PATH = "/users/me/switcher"
const MAX_SHOWN = 100

/** Pause in typing before a request, when the browser does not have all options. */
const DEBOUNCE_MS = 80

/** The switcher dialog: finds rooms and people by name, with the keyboard. */
export default class extends Controller<HTMLDialogElement> {
  static override targets = ["input", "frame", "list", "option", "status"]

  declare readonly inputTarget: HTMLInputElement
  declare readonly frameTarget: FrameElement
  declare readonly listTarget: HTMLElement
  declare readonly hasListTarget: boolean
  declare readonly optionTargets: HTMLElement[]
  declare readonly statusTarget: HTMLElement

  // In the server's order, by last activity. The page shows them by match.
  #options: HTMLElement[] = []
  /** The query of the running request, and the query of the loaded options. */
  #requestedQuery: string | null = null
  #loadedQuery: string | null = null
  #moved = false
  #openFirst = false
  #debounce: ReturnType<typeof setTimeout> | undefined

  override disconnect() {
    clearTimeout(this.#debounce)
  }

  // Runs before paint, so that options that do not match are never visible.
  listTargetConnected() {
    const before = this.inputTarget.getAttribute("aria-activedescendant")
    this.#options = this.optionTargets
    this.#filter()
    // Keeps the selected option if the user has moved to it.
    const again = this.#shown.find(({ id }) => id === before)
    if (this.#moved && again) this.#select(again)
  }

  toggle() {
    if (this.element.open) return this.close()

    this.inputTarget.value = ""
    this.element.showModal()
    this.#requestedQuery = null
    this.#reset()
    this.#load()
  }

  close() {
    this.element.close()
  }

  closeOnBackdrop({ target }: Event) {
    if (target === this.element) this.close()
  }

  /** Closes the dialog when an option is clicked; its link or button navigates. */
  leave({ target }: Event) {
    if (target instanceof Element && target.closest("[role=option]")) this.close()
  }

  search() {
    this.#reset()
    clearTimeout(this.#debounce)
    if (this.#isLoading) this.#debounce = setTimeout(() => this.#load(), DEBOUNCE_MS)
  }

  loaded() {
    this.#loadedQuery = this.#requestedQuery
    this.#requestedQuery = null
    this.#announce()
    if (this.#isLoading) this.#load()
    else if (this.#openFirst) this.#openSelected()
  }

  press(event: KeyboardEvent) {
    if (isComposing(event)) return
    if (event.key === "ArrowDown") this.#move(1)
    else if (event.key === "ArrowUp") this.#move(-1)
    else if (event.key === "Enter") this.#open()
    else return
    event.preventDefault()
  }

  #reset() {
    this.#moved = false
    this.#openFirst = false
    this.#filter()
  }

  #move(step: number) {
    const shown = this.#shown
    if (shown.length === 0) return
    const place = this.#selected ? shown.indexOf(this.#selected) : -1
    this.#moved = true
    this.#select(shown[(place + step + shown.length) % shown.length])
  }

  // Enter before the options arrive refers to the typed text, not to the old options.
  #open() {
    if (this.#isLoading && !this.#moved) this.#openFirst = true
    else this.#openSelected()
  }

  #openSelected() {
    this.#openFirst = false
    this.#selected?.click()
  }

  // One request at a time: each response starts the next if the query has changed.
  #load() {
    if (this.#requestedQuery !== null) return
    this.#requestedQuery = this.#hasAllOptions ? "" : this.#query
    const address = this.#requestedQuery
      ? `${SWITCHER_PATH}?query=${encodeURIComponent(this.#requestedQuery)}`
      : SWITCHER_PATH
    if (this.frameTarget.getAttribute("src") === address) this.frameTarget.reload()
    else this.frameTarget.src = address
  }

  #filter() {
    const shown = this.#matching().slice(0, MAX_SHOWN)
    for (const option of this.#options) option.hidden = true
    for (const option of shown) option.hidden = false
    if (this.hasListTarget) this.listTarget.append(...shown)
    this.#select(shown[0])
    this.#announce()
  }

  #matching() {
    const query = fold(this.inputTarget.value.trim())
    const recent = recentRooms().filter((id) => id !== Current.room.id)
    return this.#options
      .filter((option) => query !== "" || roomOf(option) !== Current.room.id)
      .map((option) => ({
        option,
        place: fit(query, option.dataset.name ?? ""),
        since: indexOrLast(recent, roomOf(option)),
      }))
      .filter(({ place }) => place !== null)
      .sort((a, b) => Number(a.place) - Number(b.place) || a.since - b.since)
      .map(({ option }) => option)
  }

  #select(option: HTMLElement | undefined) {
    for (const other of this.#options) other.setAttribute("aria-selected", String(other === option))
    this.inputTarget.setAttribute("aria-activedescendant", option?.id ?? "")
    option?.scrollIntoView({ block: "nearest" })
  }

  #announce() {
    const { length } = this.#shown
    this.inputTarget.setAttribute("aria-expanded", String(length > 0))
    this.statusTarget.textContent = this.#query ? this.#resultText(length) : ""
  }

  #resultText(count: number) {
    if (count === 1) return "1 match"
    if (count > 0) return `${count} matches`
    return this.#isLoading ? "" : "No room or person by that name"
  }

  get #query() {
    return this.inputTarget.value.trim()
  }

  get #isLoading() {
    return !this.#hasAllOptions && this.#query !== this.#loadedQuery
  }

  get #hasAllOptions() {
    return this.hasListTarget && this.listTarget.dataset.complete !== undefined
  }

  get #shown() {
    return [...this.element.querySelectorAll<HTMLElement>("[role=option]:not([hidden])")]
  }

  get #selected() {
    return this.#shown.find((option) => option.getAttribute("aria-selected") === "true")
  }
}

const roomOf = ({ dataset }: HTMLElement) => Number(dataset.roomId ?? Number.NaN)

function indexOrLast(recent: number[], room: number) {
  const place = recent.indexOf(room)
  return place === -1 ? recent.length : place
}
