import { Controller } from "@hotwired/stimulus"
import { fit, fold } from "../../../rooms/switcher/switcher-match"
import { recentRooms } from "../../models/rooms/recent-rooms"
import { Current } from "../../page/current"
import { isComposing } from "../../page/keys"

const DESTINATIONS = "/users/me/switcher"
const MOST_SHOWN = 100

/** Milliseconds of rest before the server is asked, when the browser does not have everything. */
const REST = 80

/** Finds a room or person by a few letters, without leaving the keys. */
export default class extends Controller<HTMLDialogElement> {
  static override targets = ["input", "frame", "list", "option", "status"]

  declare readonly inputTarget: HTMLInputElement
  declare readonly frameTarget: FrameElement
  declare readonly listTarget: HTMLElement
  declare readonly hasListTarget: boolean
  declare readonly optionTargets: HTMLElement[]
  declare readonly statusTarget: HTMLElement

  // As they came, which is by what happened last; on the page they stand as they fit.
  #offered: HTMLElement[] = []
  /** What the server is being asked for, and what those that are offered answer. */
  #asked: string | null = null
  #answered: string | null = null
  #moved = false
  #chosen = false
  #resting: ReturnType<typeof setTimeout> | undefined

  override disconnect() {
    clearTimeout(this.#resting)
  }

  // Before anything is painted, so that nothing is seen that does not fit.
  listTargetConnected() {
    const before = this.inputTarget.getAttribute("aria-activedescendant")
    this.#offered = this.optionTargets
    this.#arrange()
    // Whoever had gone down the list stays where they were.
    const again = this.#shown.find(({ id }) => id === before)
    if (this.#moved && again) this.#select(again)
  }

  toggle() {
    if (this.element.open) return this.close()

    this.inputTarget.value = ""
    this.element.showModal()
    this.#asked = null
    this.#begin()
    this.#ask()
  }

  close() {
    this.element.close()
  }

  closeOnBackdrop({ target }: Event) {
    if (target === this.element) this.close()
  }

  /** A destination was chosen: its link or button does the rest. */
  leave({ target }: Event) {
    if (target instanceof Element && target.closest("[role=option]")) this.close()
  }

  search() {
    this.#begin()
    clearTimeout(this.#resting)
    if (this.#waiting) this.#resting = setTimeout(() => this.#ask(), REST)
  }

  loaded() {
    this.#answered = this.#asked
    this.#asked = null
    this.#tell()
    if (this.#waiting) this.#ask()
    else if (this.#chosen) this.#go()
  }

  press(event: KeyboardEvent) {
    if (isComposing(event)) return
    if (event.key === "ArrowDown") this.#move(1)
    else if (event.key === "ArrowUp") this.#move(-1)
    else if (event.key === "Enter") this.#choose()
    else return
    event.preventDefault()
  }

  #begin() {
    this.#moved = false
    this.#chosen = false
    this.#arrange()
  }

  #move(step: number) {
    const shown = this.#shown
    if (shown.length === 0) return
    const place = this.#selected ? shown.indexOf(this.#selected) : -1
    this.#moved = true
    this.#select(shown[(place + step + shown.length) % shown.length])
  }

  // Whoever types fast and presses Enter means what they typed, not what is there so far.
  #choose() {
    if (this.#waiting && !this.#moved) this.#chosen = true
    else this.#go()
  }

  #go() {
    this.#chosen = false
    this.#selected?.click()
  }

  // One question at a time: each answer asks on, if something else is typed by then.
  #ask() {
    if (this.#asked !== null) return
    this.#asked = this.#complete ? "" : this.#query
    const address = this.#asked
      ? `${DESTINATIONS}?query=${encodeURIComponent(this.#asked)}`
      : DESTINATIONS
    if (this.frameTarget.getAttribute("src") === address) this.frameTarget.reload()
    else this.frameTarget.src = address
  }

  #arrange() {
    const shown = this.#fitting().slice(0, MOST_SHOWN)
    for (const option of this.#offered) option.hidden = true
    for (const option of shown) option.hidden = false
    if (this.hasListTarget) this.listTarget.append(...shown)
    this.#select(shown[0])
    this.#tell()
  }

  #fitting() {
    const query = fold(this.inputTarget.value)
    const recent = recentRooms().filter((id) => id !== Current.room.id)
    return this.#offered
      .filter((option) => query !== "" || roomOf(option) !== Current.room.id)
      .map((option) => ({
        option,
        place: fit(query, option.dataset.name ?? ""),
        since: placeIn(recent, roomOf(option)),
      }))
      .filter(({ place }) => place !== null)
      .sort((a, b) => Number(a.place) - Number(b.place) || a.since - b.since)
      .map(({ option }) => option)
  }

  #select(option: HTMLElement | undefined) {
    for (const other of this.#offered) other.setAttribute("aria-selected", String(other === option))
    this.inputTarget.setAttribute("aria-activedescendant", option?.id ?? "")
    option?.scrollIntoView({ block: "nearest" })
  }

  #tell() {
    const { length } = this.#shown
    this.inputTarget.setAttribute("aria-expanded", String(length > 0))
    this.statusTarget.textContent = this.#query ? this.#words(length) : ""
  }

  #words(count: number) {
    if (count === 1) return "1 match"
    if (count > 0) return `${count} matches`
    return this.#waiting ? "" : "No room or person by that name"
  }

  get #query() {
    return this.inputTarget.value.trim()
  }

  get #waiting() {
    return !this.#complete && this.#query !== this.#answered
  }

  get #complete() {
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

function placeIn(recent: number[], room: number) {
  const place = recent.indexOf(room)
  return place === -1 ? recent.length : place
}
