const TEXT =
  'input:not([type="checkbox"], [type="radio"], [type="button"], [type="submit"], [type="range"]), textarea, select, [contenteditable]:not([contenteditable="false"])'

/**
 * Whether an input method handles the key. Safari ends a composition before its last Enter, which
 * only the deprecated `keyCode` shows.
 */
export const isComposing = ({ isComposing, keyCode }: KeyboardEvent) =>
  isComposing || keyCode === 229

/** Whether `target` is a text field. */
export const takesText = (target: EventTarget | null) =>
  target instanceof Element && target.closest(TEXT) !== null

/** Whether the event is Cmd (on Apple) or Ctrl plus `letter`, on any keyboard layout. */
export function isCommand(event: KeyboardEvent, letter: string, { shift = false } = {}) {
  const { key, code, ctrlKey, metaKey, altKey, shiftKey } = event
  const pressed = /^[a-z]$/i.test(key) ? key.toLowerCase() : code.replace("Key", "").toLowerCase()
  const command = onApple() ? metaKey && !ctrlKey : ctrlKey && !metaKey
  return command && !altKey && shiftKey === shift && pressed === letter
}

/** Whether exactly these modifiers are held. */
export const hasOnlyModifiers = (event: KeyboardEvent, { alt = false, shift = false } = {}) =>
  event.altKey === alt && event.shiftKey === shift && !event.ctrlKey && !event.metaKey

const onApple = () => /Mac|iP(ad|hone)/.test(navigator.platform)

const ITEMS = "a[href], button:not(:disabled), input:not(:disabled)"

/** Focuses the next shown item of a menu, or with a negative step the previous one. */
export function stepThrough(menu: Element, step: number) {
  const items = [...menu.querySelectorAll<HTMLElement>(ITEMS)].filter(isShown)
  const place = items.findIndex((item) => item.matches(":focus"))
  const start = place === -1 && step < 0 ? items.length : place
  items.at((start + step) % items.length)?.focus()
}

// Items for other viewers are in the menu too, hidden by styles.
const isShown = (item: HTMLElement) => item.checkVisibility()
