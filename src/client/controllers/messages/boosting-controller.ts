import { Controller } from "@hotwired/stimulus"
import {
  addBoosts,
  closeBoostForm,
  openBoostForm,
  showRejectedBoost,
} from "../../models/messages/boost-frame"
import { groupBoosts } from "../../models/messages/boost-groups"
import { notify } from "../../page/html"

/** The boosts of a list's messages: groups them, and adds the viewer's without a reload. */
export default class extends Controller<HTMLElement> {
  static override targets = ["boost"]

  #listeners = new AbortController()
  #places = new WeakMap<Element, Element>()
  /** The containers whose boosts have changed in this task. */
  #changed = new Set<Element>()
  /** The messages whose form was submitted. */
  #submitted = new WeakSet<Element>()

  override connect() {
    const { signal } = this.#listeners
    const { element } = this
    element.addEventListener("click", (event) => this.#openFromLink(event), { signal })
    element.addEventListener("turbo:submit-start", (event) => this.#noteSubmit(event), { signal })
    element.addEventListener("turbo:before-frame-render", (event) => this.#merge(event), { signal })
    element.addEventListener("turbo:frame-missing", (event) => this.#reportMissing(event), {
      signal,
    })
  }

  override disconnect() {
    this.#listeners.abort()
    this.#listeners = new AbortController()
  }

  boostTargetConnected(boost: HTMLElement) {
    const container = boost.parentElement
    if (!container) return
    this.#places.set(boost, container)
    this.#groupSoon(container)
  }

  boostTargetDisconnected(boost: HTMLElement) {
    const container = this.#places.get(boost)
    if (container) this.#groupSoon(container)
  }

  /** Opens the form of the message around the link. */
  open(event: MouseEvent) {
    const message = messageOf(event.target)
    if (!message || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    openBoostForm(message)
  }

  /** Closes the form around the link. */
  close(event: Event) {
    const message = messageOf(event.target)
    if (!message) return
    event.preventDefault()
    closeBoostForm(message)
  }

  #openFromLink(event: MouseEvent) {
    if (event.target instanceof Element && event.target.closest(".boosts__add")) this.open(event)
  }

  #noteSubmit({ target }: Event) {
    const message = messageOf(target)
    if (message && target instanceof Element && target.matches(".boost-form"))
      this.#submitted.add(message)
  }

  // The answer is the same whether it is to the form or to a quick boost: the boosts, and the form
  // if it was rejected. An open form keeps its text, unless it was the one that was submitted.
  #merge(event: BeforeFrameRenderEvent) {
    const frame = event.target
    const message = messageOf(frame)
    if (!message || !isBoosting(frame)) return

    event.detail.render = (_current, next) => {
      addBoosts(message, next.querySelector(".boosts"))
      const rejected = next.querySelector(".boost-form")
      const ofForm = this.#submitted.delete(message)
      if (rejected && (ofForm || !message.querySelector(".boost-form")))
        showRejectedBoost(message, rejected)
      else if (ofForm) closeBoostForm(message)
    }
  }

  #reportMissing(event: Event) {
    const frame = event.target
    if (!(frame instanceof Element) || !BOOST_FRAME.test(frame.id)) return
    event.preventDefault()
    notify("Not saved: the message may be deleted, or you are signed out. Reload the page.")
  }

  // Batches the changes of one task.
  #groupSoon(container: Element) {
    if (this.#changed.size === 0) queueMicrotask(() => this.#groupChanged())
    this.#changed.add(container)
  }

  #groupChanged() {
    for (const container of this.#changed)
      groupBoosts([...container.querySelectorAll<HTMLElement>(":scope > .boost")])
    this.#changed.clear()
  }
}

const messageOf = (target: EventTarget | null) =>
  target instanceof Element ? target.closest<HTMLElement>(".message") : null

const BOOST_FRAME = /^(?:boosting|new_boost)_message_/

const isBoosting = (frame: EventTarget | null): frame is Element =>
  frame instanceof Element && frame.id.startsWith("boosting_")
