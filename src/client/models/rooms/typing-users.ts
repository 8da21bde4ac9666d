const NAMED = 3

/** Says in a sentence who is writing; nothing when nobody is. */
export function describeTyping(names: string[]) {
  if (names.length === 0) return ""
  const sorted = [...names].sort((a, b) => a.localeCompare(b))
  const shown = sorted.length > NAMED ? sorted.slice(0, NAMED - 1) : sorted
  const others = sorted.length - shown.length
  const subjects = others > 0 ? [...shown, `${others} others`] : shown
  return `${listed(subjects)} ${subjects.length > 1 ? "are" : "is"} typing…`
}

function listed(words: string[]) {
  const last = words.at(-1) ?? ""
  return words.length > 1 ? `${words.slice(0, -1).join(", ")} and ${last}` : last
}
