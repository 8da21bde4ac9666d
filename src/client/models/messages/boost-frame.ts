import { domId } from "../../../platform/ui/dom-id"
import { clientIdOf } from "./message"

/** Opens the form for a boost of one's own text, below the message. */
export function openBoostForm(message: HTMLElement) {
  const { messageId } = message.dataset
  openSoftKeyboard()
  boostFormFrame(message)?.setAttribute("src", `/messages/${messageId}/boosts/new`)
}

/**
 * Opens the on-screen keyboard for a field that is loaded later. Browsers open it only for a focus
 * during a tap, so a small temporary field takes the focus until then.
 */
function openSoftKeyboard() {
  if (!matchMedia("(pointer: coarse)").matches) return

  const field = document.createElement("input")
  field.className = "soft-keyboard"
  field.setAttribute("aria-hidden", "true")
  field.addEventListener("focusout", () => field.remove(), { once: true })
  document.body.append(field)
  field.focus({ preventScroll: true })
}

/** The frame of the form, which is made with the frame that the form's answer renders. */
function boostFormFrame(message: HTMLElement): Element | null {
  const key = clientIdOf(message)
  const known = message.querySelector(`#${CSS.escape(domId("message", key, "new_boost"))}`)
  const place = message.querySelector(".boosting")
  if (known || !place) return known

  const answer = document.createElement("turbo-frame")
  answer.id = domId("message", key, "boosting")
  answer.className = "boosting__frame"
  const form = document.createElement("turbo-frame")
  form.id = domId("message", key, "new_boost")
  form.className = "new-boost"
  answer.append(form)
  place.append(answer)
  return form
}

/** Shows the form of a rejected boost with its reason, in the place of the open one. */
export function showRejectedBoost(message: HTMLElement, form: Element) {
  boostFormFrame(message)?.replaceChildren(form)
}

/** Closes the form; its focus goes to the link that opens it, or to the message's button. */
export function closeBoostForm(message: HTMLElement) {
  const frame = message.querySelector(".boosting__frame")
  const hadFocus = frame?.contains(document.activeElement)
  frame?.remove()
  if (!hadFocus) return

  const add = message.querySelector<HTMLElement>(".boosts__add")
  if (add?.checkVisibility()) add.focus()
  else message.querySelector<HTMLElement>(".message__options-btn")?.focus()
}

/**
 * Adds those boosts of an answer that are newer than all shown: streams may have brought others. The
 * link to add one stands after them.
 */
export function addBoosts(message: HTMLElement, answered: Element | null) {
  const container = message.querySelector(".boosts")
  if (!container || !answered) return

  const newest = Math.max(0, ...boostsIn(container).map(idNumber))
  const newer = boostsIn(answered).filter((boost) => idNumber(boost) > newest)
  const link = container.querySelector(LINK) ?? answered.querySelector(LINK)
  container.append(...newer, ...(link ? [link] : []))
}

const LINK = ":scope > .boosts__add"

const boostsIn = (container: Element) => [...container.querySelectorAll(":scope > .boost")]

const idNumber = ({ id }: Element) => Number(/\d+$/.exec(id)?.[0])
