// Imports nothing, so that the browser can share it.

// Hebrew, Arabic, and the other scripts that Unicode reserves these ranges for.
const RIGHT_TO_LEFT =
  /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u

export const hasRightToLeft = (text: string) => RIGHT_TO_LEFT.test(text)

/** A name for a tooltip or another plain text, whose order it does not change. */
export const isolate = (name: string) => (hasRightToLeft(name) ? `\u2068${name}\u2069` : name)
