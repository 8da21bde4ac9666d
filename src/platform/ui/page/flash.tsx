import { Icon } from "../icon"

/** A message about the previous request. */
export type Flash = { notice?: string; alert?: string }

const DONE = "✓"

export function FlashMessage({ flash }: { flash: Flash | null | undefined }) {
  const text = flash?.notice ?? flash?.alert
  if (!text) return null

  // Otherwise Turbo would show the flash of a cached page again on back navigation.
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
