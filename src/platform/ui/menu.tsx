import type { Child, JSX } from "hono/jsx"

type MenuProps = {
  class: string
  /** Further keys, as Stimulus actions. */
  keys?: string
  /** A `summary` and the `.popup`. */
  children: Child
}

/** A `details` whose `.popup` opens over the page. Escape and a click elsewhere close it. */
export function Menu({ class: name, keys, children }: MenuProps) {
  return (
    <details
      class={name}
      data-controller="popup"
      data-popup-orientation-top-class="popup-orientation-top"
      data-action={`${OPEN_AND_CLOSE} ${keys ? `${keys} ` : ""}${CLICK_ELSEWHERE}`}
    >
      {children}
    </details>
  )
}

export function MenuItem({
  type = "button",
  children,
  ...attributes
}: JSX.IntrinsicElements["button"]) {
  return (
    <button type={type} class="popup__item" {...attributes}>
      {children}
    </button>
  )
}

const OPEN_AND_CLOSE = "toggle->popup#toggle keydown.esc->popup#close"
const CLICK_ELSEWHERE = "click@document->popup#closeOnClickOutside"
