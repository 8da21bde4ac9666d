import { Icon } from "../icon"

/** What the page before has to say about what was just done. */
export type Flash = { notice?: string; alert?: string }

/** Says all there is to say, to whoever sees it. */
const DONE = "✓"

export function FlashMessage({ flash }: { flash: Flash | null | undefined }) {
  const text = flash?.notice ?? flash?.alert
  if (!text) return null

  // Turbo would show a cached page's flash again on the way back.
  return (
    <div
      class={flash?.notice ? "flash" : "flash flash--alert"}
      role="alert"
      data-turbo-temporary
      data-controller="element-removal"
      data-action="animationend->element-removal#remove"
    >
      {!text.startsWith(DONE) && <Icon name={flash?.notice ? "check" : "alert"} />}
      {text}
      {text === DONE && <span class="for-screen-reader"> Saved</span>}
    </div>
  )
}
