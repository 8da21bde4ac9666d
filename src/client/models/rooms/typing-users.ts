import { isolate } from "../../../platform/text/direction"

const MAX_NAMES = 3

/** A sentence about who is typing, or an empty string. */
export function describeTyping(names: string[]) {
  if (names.length === 0) return ""
  const sorted = [...names].sort((a, b) => a.localeCompare(b)).map(isolate)
  const shown = sorted.length > MAX_NAMES ? sorted.slice(0, MAX_NAMES - 1) : sorted
  const others = sorted.length - shown.length
  const subjects = others > 0 ? [...shown, `${others} others`] : shown
  return `${joinWithAnd(subjects)} ${subjects.length > 1 ? "are" : "is"} typing…`
}

function joinWithAnd(words: string[]) {
  const last = words.at(-1) ?? ""
  return words.length > 1 ? `${words.slice(0, -1).join(", ")} and ${last}` : last
}
