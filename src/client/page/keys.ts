const TEXT =
  'input:not([type="checkbox"], [type="radio"], [type="button"], [type="submit"], [type="range"]), textarea, select, [contenteditable]:not([contenteditable="false"])'

/** An input method is at work, and the key is its. */
// Safari ends a composition before its last Enter, which only the old code tells apart.
export const isComposing = ({ isComposing, keyCode }: KeyboardEvent) =>
  isComposing || keyCode === 229

/** Whether keys are letters to `target`. */
export const takesText = (target: EventTarget | null) =>
  target instanceof Element && target.closest(TEXT) !== null

/**
 * Whether this is Cmd and `letter` on a Mac, and Ctrl and `letter` elsewhere, in any alphabet; with
 * Shift where `shift` says so.
 */
export function isCommand(event: KeyboardEvent, letter: string, { shift = false } = {}) {
  const { key, code, ctrlKey, metaKey, altKey, shiftKey } = event
  const pressed = /^[a-z]$/i.test(key) ? key.toLowerCase() : code.replace("Key", "").toLowerCase()
  const command = onApple() ? metaKey && !ctrlKey : ctrlKey && !metaKey
  return command && !altKey && shiftKey === shift && pressed === letter
}

/** Whether no key is held but those named. */
export const hasOnlyModifiers = (event: KeyboardEvent, { alt = false, shift = false } = {}) =>
  event.altKey === alt && event.shiftKey === shift && !event.ctrlKey && !event.metaKey

const onApple = () => /Mac|iP(ad|hone)/.test(navigator.platform)
