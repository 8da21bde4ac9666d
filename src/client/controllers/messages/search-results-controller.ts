import { Controller } from "@hotwired/stimulus"
import type { Term } from "../../../messages/search-index/tokens"
import { MessageFormatter } from "../../models/messages/message-formatter"
import { hasOnlyModifiers, isComposing } from "../../page/keys"

const STEPS: Record<string, number> = { ArrowUp: -1, ArrowDown: 1 }
const YEAR = 365 * 24 * 60 * 60_000
const HANDLES_KEYS = "dialog, details[open], #sidebar, .searches__recents"

/** Search results: formats them like messages in a room, and moves through them by arrow keys. */
export default class extends Controller<HTMLElement> {
  static override values = { terms: Array }
  static classes = ["me", "threaded", "mentioned", "formatted", "firstOfDay"]

  declare readonly termsValue: Term[]
  declare readonly meClass: string
  declare readonly threadedClass: string
  declare readonly mentionedClass: string
  declare readonly formattedClass: string
  declare readonly firstOfDayClass: string

  #removeHighlights = () => {}

  override connect() {
    storeTimeZone()
    const formatter = new MessageFormatter({
      firstOfDay: this.firstOfDayClass,
      formatted: this.formattedClass,
      me: this.meClass,
      mentioned: this.mentionedClass,
      threaded: this.threadedClass,
    })
    const bodies = this.#messages.flatMap((message) => {
      formatter.format(message)
      // Neighbours can be from different rooms, so each shows its author.
      message.classList.remove(this.threadedClass)
      const body = message.querySelector<HTMLElement>(".message__presentation")
      return body ?? []
    })
    for (const body of bodies) formatter.formatBody(body)
    this.element.scrollTo({ top: this.element.scrollHeight, behavior: "instant" })
    void this.#highlight(bodies)
  }

  override disconnect() {
    this.#removeHighlights()
  }

  // Loaded on demand: only search results need the stems of words.
  async #highlight(bodies: HTMLElement[]) {
    if (this.termsValue.length === 0 || bodies.length === 0) return
    try {
      const { highlightTerms } = await import("../../models/messages/searched-words")
      if (this.element.isConnected) this.#removeHighlights = highlightTerms(bodies, this.termsValue)
    } catch {
      // The script cannot be loaded, for example offline: the results stay plain.
    }
  }

  press(event: KeyboardEvent) {
    const { target, key } = event
    if (event.defaultPrevented || isComposing(event) || !hasOnlyModifiers(event)) return
    if (target instanceof Element && target.closest(HANDLES_KEYS)) return
    if (document.querySelector("dialog[open], #sidebar.open")) return

    const step = STEPS[key]
    if (step !== undefined) this.#move(step, event)
    else if (key === "Escape") this.#exit(event)
  }

  // ArrowUp in the search field selects the newest result; ArrowDown there returns to the field.
  #move(step: number, event: Event) {
    const links = this.#messages.flatMap(
      (message) => message.querySelector<HTMLElement>(".message__room") ?? [],
    )
    const { activeElement } = document
    const place = links.findIndex((link) => sameMessage(link, activeElement))
    const next = place === -1 ? links.length + Math.min(step, 0) : place + step
    if (links.length === 0 || next < 0) return

    event.preventDefault()
    const link = links[next] ?? searchField()
    link?.focus({ preventScroll: true })
    link?.closest(".message")?.scrollIntoView({ block: "nearest" })
  }

  get #messages() {
    return [...this.element.querySelectorAll<HTMLElement>(".message")]
  }

  #exit(event: Event) {
    event.preventDefault()
    document.querySelector<HTMLElement>(".searches__exit")?.click()
  }
}

const sameMessage = (link: Element, other: Element | null) =>
  other !== null && link.closest(".message") === other.closest(".message")

const searchField = () => document.querySelector<HTMLElement>(".searches__input")

// The server needs the time zone for the dates in `before:` and `after:`.
function storeTimeZone() {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  const expires = Date.now() + YEAR
  // Without a secure context there is no cookieStore; the server then uses UTC.
  if ("cookieStore" in window)
    void cookieStore.set({ name: "time_zone", value: timeZone, path: "/", expires }).catch(() => {})
}
