import { Controller } from "@hotwired/stimulus"
import { MessageFormatter } from "../../models/messages/message-formatter"
import { highlightWords } from "../../models/messages/searched-words"
import { hasOnlyModifiers, isComposing } from "../../page/keys"

const STEPS: Record<string, number> = { ArrowUp: -1, ArrowDown: 1 }
const YEAR = 365 * 24 * 60 * 60_000
const OTHER_FIELD = "dialog, details[open], #sidebar, .searches__recents"

/** What a search has found: as it looks in the rooms, and gone through by keys. */
export default class extends Controller<HTMLElement> {
  static override targets = ["message"]
  static override values = { words: Array }
  static classes = ["me", "threaded", "mentioned", "formatted", "firstOfDay"]

  declare readonly messageTargets: HTMLElement[]
  declare readonly wordsValue: string[]
  declare readonly meClass: string
  declare readonly threadedClass: string
  declare readonly mentionedClass: string
  declare readonly formattedClass: string
  declare readonly firstOfDayClass: string

  #unmark = () => {}

  override connect() {
    rememberZone()
    const formatter = new MessageFormatter({
      firstOfDay: this.firstOfDayClass,
      formatted: this.formattedClass,
      me: this.meClass,
      mentioned: this.mentionedClass,
      threaded: this.threadedClass,
    })
    const bodies = this.messageTargets.flatMap((message) => {
      formatter.format(message)
      // Neighbours here were said in different places: each shows who said it.
      message.classList.remove(this.threadedClass)
      const body = message.querySelector<HTMLElement>(".message__presentation")
      return body ?? []
    })
    for (const body of bodies) formatter.formatBody(body)
    this.element.scrollTo({ top: this.element.scrollHeight, behavior: "instant" })
    this.#unmark = highlightWords(bodies, this.wordsValue)
  }

  override disconnect() {
    this.#unmark()
  }

  press(event: KeyboardEvent) {
    const { target, key } = event
    if (event.defaultPrevented || isComposing(event) || !hasOnlyModifiers(event)) return
    if (target instanceof Element && target.closest(OTHER_FIELD)) return
    if (document.querySelector("dialog[open], #sidebar.open")) return

    const step = STEPS[key]
    if (step !== undefined) this.#move(step, event)
    else if (key === "Escape") this.#leave(event)
  }

  // From the field below, up leads to what is newest; from there down leads back.
  #move(step: number, event: Event) {
    const links = this.messageTargets.flatMap(
      (message) => message.querySelector<HTMLElement>(".message__room") ?? [],
    )
    const { activeElement } = document
    const place = links.findIndex((link) => sameMessage(link, activeElement))
    const next = place === -1 ? links.length + Math.min(step, 0) : place + step
    if (links.length === 0 || next < 0) return

    event.preventDefault()
    const link = links[next] ?? field()
    link?.focus({ preventScroll: true })
    link?.closest(".message")?.scrollIntoView({ block: "nearest" })
  }

  #leave(event: Event) {
    event.preventDefault()
    document.querySelector<HTMLElement>(".searches__exit")?.click()
  }
}

const sameMessage = (link: Element, other: Element | null) =>
  other !== null && link.closest(".message") === other.closest(".message")

const field = () => document.querySelector<HTMLElement>(".searches__input")

// For `before:` and `after:`, whose days begin when they do for the reader.
function rememberZone() {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  const expires = Date.now() + YEAR
  // Without a secure connection there is no store, and days begin as in Greenwich.
  if ("cookieStore" in window)
    void cookieStore.set({ name: "time_zone", value: timeZone, path: "/", expires }).catch(() => {})
}
